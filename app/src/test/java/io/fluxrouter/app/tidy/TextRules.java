package io.fluxrouter.app.tidy;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Words that have no place in a finished file. The patterns are in pieces so as not to find
 * themselves.
 */
final class TextRules {

    private static final Pattern UNFINISHED =
            Pattern.compile("\\b(FIX" + "ME|TO" + "DO|XX" + "X)\\b");
    private static final Pattern AUTHOR = Pattern.compile("@auth" + "or\\b");
    private static final Pattern DISABLED = Pattern.compile("@Disabled\\b(?!.*(#|issues/)\\d+)");

    /** Home directories and work directories. The console has pages under /home of its own. */
    private static final Pattern MACHINE_PATH =
            Pattern.compile(
                    "(?<![\\w.}-])/(root|work|Users)/[\\w.]"
                            + "|(?<![\\w.}/-])/home/(?!(usage|billing|plans|keys|settings|audit|people|playground|customer)\\b)\\w+/\\w"
                            + "|\\b[A-Z]:\\\\Users\\b");

    private TextRules() {}

    static List<Violation> finished(SourceTree tree) {
        return everyLine(tree, UNFINISHED, "do it now, or open an issue and remove the mark");
    }

    static List<Violation> noAuthors(SourceTree tree) {
        return everyLine(tree, AUTHOR, "git knows who wrote it");
    }

    static List<Violation> noMachinePaths(SourceTree tree) {
        return everyLine(
                tree, MACHINE_PATH, "name the path relative to the repository or by a variable");
    }

    static List<Violation> disabledTestsNameAnIssue(SourceTree tree) {
        return tree.java()
                .filter(file -> file.codeWith(Pattern.compile("@Disabled"), "").size() > 0)
                .flatMap(
                        file ->
                                file
                                        .linesWith(
                                                DISABLED,
                                                "say why with an issue: @Disabled(\"#12: ...\")")
                                        .stream())
                .toList();
    }

    private static List<Violation> everyLine(SourceTree tree, Pattern pattern, String instead) {
        return tree.texts().stream()
                .flatMap(file -> file.linesWith(pattern, instead).stream())
                .toList();
    }
}
