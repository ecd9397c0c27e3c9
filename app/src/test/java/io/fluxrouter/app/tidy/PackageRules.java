package io.fluxrouter.app.tidy;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Packages are named after what they own, and say so. */
final class PackageRules {

    private static final Pattern EMPTY_PACKAGE_NAME =
            Pattern.compile("/(utils?|commons?|helpers?|managers?|impl|misc)(/|$)");
    private static final Pattern EMPTY_TYPE_NAME =
            Pattern.compile("(Utils?|Helpers?|Manager|Impl|Common)$");

    private PackageRules() {}

    static List<Violation> haveNotes(SourceTree tree) {
        return tree.mainJava()
                .map(SourceFile::directory)
                .distinct()
                .filter(directory -> !tree.paths().contains(directory + "/package-info.java"))
                .map(
                        directory ->
                                new Violation(
                                        directory + "/package-info.java",
                                        1,
                                        "is missing: say what the package owns and what it does not"))
                .toList();
    }

    static List<Violation> notesSayWhatIsOwned(SourceTree tree) {
        return tree.mainJava()
                .filter(SourceFile::isPackageInfo)
                .filter(file -> !saysWhatIsOwned(file))
                .map(
                        file ->
                                file.violation(
                                        1, "write \"Owns ... Does not own ...\" and @NullMarked"))
                .toList();
    }

    static List<Violation> haveTellingNames(SourceTree tree) {
        return tree.java()
                .filter(
                        file ->
                                EMPTY_PACKAGE_NAME.matcher(file.directory()).find()
                                        || EMPTY_TYPE_NAME.matcher(file.simpleName()).find())
                .map(file -> file.violation(1, "name it after what it owns or does"))
                .toList();
    }

    private static boolean saysWhatIsOwned(SourceFile file) {
        String words =
                file.lines().stream()
                        .map(line -> line.replaceFirst("^\\s*\\*", "").strip())
                        .collect(Collectors.joining(" "))
                        .toLowerCase(Locale.ROOT);
        return words.contains("owns ")
                && words.contains("not own")
                && words.contains("@nullmarked");
    }
}
