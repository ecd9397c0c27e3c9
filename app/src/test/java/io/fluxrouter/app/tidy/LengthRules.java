package io.fluxrouter.app.tidy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/** Files and methods that are too long to read in one go. */
final class LengthRules {

    static final int FILE_LINES_MAX = 400;
    static final int FILE_LINES_WISHED = 300;
    static final int METHOD_LINES_MAX = 70;

    /**
     * What stands before the brace of a method or constructor: a name, parameters, perhaps
     * exceptions. The parameters hold no semicolon or brace, because the text is cut there.
     */
    private static final Pattern METHOD_HEADER =
            Pattern.compile("\\b\\w+\\s*\\((?s:.*)\\)\\s*(throws\\s+[\\w.,\\s]+)?$");

    /** A header of something else: a statement, a lambda, a type or an initial value. */
    private static final Pattern OTHER_HEADER =
            Pattern.compile(
                    "^\\s*(\\}\\s*)?(if|for|while|switch|catch|try|synchronized|else|do|return|yield|case|throw)\\b"
                            + "|->|\\bnew\\b|\\b(record|class|enum|interface)\\s+[A-Z]|[^=!<>]=[^=]");

    private static final Pattern ANNOTATION = Pattern.compile("@\\w+(\\([^()]*\\))?");

    private LengthRules() {}

    static List<Violation> files(SourceTree tree) {
        return tree.java()
                .filter(file -> lineCount(file) > FILE_LINES_MAX)
                .map(
                        file ->
                                file.violation(
                                        FILE_LINES_MAX + 1,
                                        "the file has %d lines, at most %d: split it by what it knows"
                                                .formatted(lineCount(file), FILE_LINES_MAX)))
                .toList();
    }

    /** Files that are allowed, but longer than wished. */
    static List<String> longFiles(SourceTree tree) {
        return tree.java()
                .filter(file -> lineCount(file) > FILE_LINES_WISHED)
                .map(file -> file.path() + ": " + lineCount(file) + " lines")
                .toList();
    }

    static List<Violation> methods(SourceTree tree) {
        return tree.java().flatMap(file -> longMethods(file).stream()).toList();
    }

    private static List<Violation> longMethods(SourceFile file) {
        List<Violation> found = new ArrayList<>();
        Deque<Block> open = new ArrayDeque<>();
        StringBuilder header = new StringBuilder();
        int headerLine = 1;
        for (int line = 1; line <= file.code().size(); line++) {
            for (char c : file.code().get(line - 1).toCharArray()) {
                switch (c) {
                    case '{' -> open.push(new Block(headerLine, isMethod(header)));
                    case '}' -> closed(open, line, file, found);
                    default -> {
                        if (header.isEmpty() && !Character.isWhitespace(c)) {
                            headerLine = line;
                        }
                        if (!header.isEmpty() || !Character.isWhitespace(c)) {
                            header.append(c);
                        }
                    }
                }
                if (c == '{' || c == '}' || c == ';') {
                    header.setLength(0);
                }
            }
            header.append(header.isEmpty() ? "" : " ");
        }
        return found;
    }

    private static void closed(
            Deque<Block> open, int line, SourceFile file, List<Violation> found) {
        Block block = open.poll();
        if (block == null || !block.isMethod()) {
            return;
        }
        int lines = line - block.firstLine() + 1;
        if (lines > METHOD_LINES_MAX) {
            found.add(
                    file.violation(
                            block.firstLine(),
                            "the method has %d lines, at most %d: give its steps names"
                                    .formatted(lines, METHOD_LINES_MAX)));
        }
    }

    private static boolean isMethod(CharSequence text) {
        String header = ANNOTATION.matcher(text).replaceAll("");
        return METHOD_HEADER.matcher(header).find() && !OTHER_HEADER.matcher(header).find();
    }

    private static int lineCount(SourceFile file) {
        int last = file.lines().size() - 1;
        return file.lines().get(last).isEmpty() ? last : last + 1;
    }

    private record Block(int firstLine, boolean isMethod) {}
}
