package io.fluxrouter.app.tidy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One text file of the repository.
 *
 * @param path relative to the root, with forward slashes
 * @param code the text with comments and literals blanked, where it is Java; the text itself
 *     elsewhere
 */
record SourceFile(String path, List<String> lines, List<String> code) {

    static SourceFile of(String path, String text) {
        String code = path.endsWith(".java") ? JavaText.withoutCommentsAndLiterals(text) : text;
        return new SourceFile(path, List.of(text.split("\n", -1)), List.of(code.split("\n", -1)));
    }

    boolean isJava() {
        return path.endsWith(".java");
    }

    boolean isMainJava() {
        return isJava() && path.contains("/src/main/java/");
    }

    /** Main code of the rooms that share their threads among all requests. */
    boolean isOnEventLoops() {
        return isMainJava()
                && Stream.of("core/", "gateway/", "console/", "simulator/")
                        .anyMatch(path::startsWith);
    }

    boolean isMarkdown() {
        return path.endsWith(".md");
    }

    boolean isPackageInfo() {
        return path.endsWith("/package-info.java");
    }

    /** The first directory: the Maven module, for a source file. */
    String module() {
        return path.substring(0, Math.max(0, path.indexOf('/')));
    }

    /** The directory that the file is in; empty at the root. */
    String directory() {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    /** The file name without directory and without ending: for Java, the name of its type. */
    String simpleName() {
        String name = path.substring(path.lastIndexOf('/') + 1);
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    Violation violation(int line, String message) {
        return new Violation(path, line, message);
    }

    /** One violation for each line of the text that the pattern is found in. */
    List<Violation> linesWith(Pattern pattern, String message) {
        return search(lines, pattern, message);
    }

    /** Like {@link #linesWith}, but blind to comments and literals. */
    List<Violation> codeWith(Pattern pattern, String message) {
        return search(code, pattern, message);
    }

    private List<Violation> search(List<String> where, Pattern pattern, String message) {
        List<Violation> found = new ArrayList<>();
        for (int i = 0; i < where.size(); i++) {
            if (pattern.matcher(where.get(i)).find()) {
                found.add(violation(i + 1, message));
            }
        }
        return found;
    }
}
