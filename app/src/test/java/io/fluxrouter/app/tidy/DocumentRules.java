package io.fluxrouter.app.tidy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Documents that point at what is there, and code that uses the words of GLOSSARY.md. */
final class DocumentRules {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)[^)]*\\)");
    private static final Pattern ELSEWHERE = Pattern.compile("^([a-z]+:|#)");
    private static final Pattern IN_CODE_FONT = Pattern.compile("`([A-Za-z]+)`");

    /** A row of the glossary has four cells: word, meaning, name in code, words not to use. */
    private static final int NAME_CELL = 3;

    private static final int NOT_CELL = 4;

    private DocumentRules() {}

    static List<Violation> linksLead(SourceTree tree) {
        List<Violation> dead = new ArrayList<>();
        tree.markdown().forEach(file -> addDeadLinks(file, tree.paths(), dead));
        return dead;
    }

    private static void addDeadLinks(SourceFile file, Set<String> paths, List<Violation> dead) {
        boolean inCode = false;
        for (int i = 0; i < file.lines().size(); i++) {
            String line = file.lines().get(i);
            if (line.stripLeading().startsWith("```")) {
                inCode = !inCode;
            }
            Matcher link = LINK.matcher(inCode ? "" : line);
            while (link.find()) {
                if (!leads(file, link.group(1), paths)) {
                    dead.add(file.violation(i + 1, "nothing is at " + link.group(1)));
                }
            }
        }
    }

    private static boolean leads(SourceFile from, String link, Set<String> paths) {
        if (ELSEWHERE.matcher(link).find()) {
            return true;
        }
        Path target = Path.of(from.directory(), link.replaceFirst("#.*", "")).normalize();
        return paths.contains(target.toString().replace('\\', '/'));
    }

    /** A name that the glossary gives as code is a type of ours. */
    static List<Violation> glossaryNamesExist(SourceTree tree) {
        Set<String> types = tree.mainJava().map(SourceFile::simpleName).collect(Collectors.toSet());
        return glossaryCells(tree, NAME_CELL)
                .filter(cell -> !types.contains(cell.word()))
                .map(
                        cell ->
                                cell.file()
                                        .violation(
                                                cell.line(),
                                                "no type is named "
                                                        + cell.word()
                                                        + ": rename one of the two"))
                .toList();
    }

    /** A word that the glossary rejects is in no type's name. */
    static List<Violation> rejectedWordsStayOut(SourceTree tree) {
        Set<String> rejected =
                glossaryCells(tree, NOT_CELL).map(GlossaryWord::word).collect(Collectors.toSet());
        return tree.mainJava()
                .flatMap(
                        file ->
                                Stream.of(file.simpleName().split("(?=[A-Z])"))
                                        .filter(rejected::contains)
                                        .map(
                                                word ->
                                                        file.violation(
                                                                1,
                                                                word
                                                                        + " is not our word: see GLOSSARY.md")))
                .toList();
    }

    private record GlossaryWord(SourceFile file, int line, String word) {}

    private static Stream<GlossaryWord> glossaryCells(SourceTree tree, int cell) {
        List<GlossaryWord> words = new ArrayList<>();
        tree.markdown()
                .filter(file -> file.path().equals("GLOSSARY.md"))
                .forEach(file -> addCells(file, cell, words));
        return words.stream();
    }

    private static void addCells(SourceFile glossary, int cell, List<GlossaryWord> words) {
        for (int i = 0; i < glossary.lines().size(); i++) {
            String[] cells = glossary.lines().get(i).split("\\|", -1);
            Matcher word = IN_CODE_FONT.matcher(cells.length > cell ? cells[cell] : "");
            while (word.find()) {
                words.add(new GlossaryWord(glossary, i + 1, word.group(1)));
            }
        }
    }
}
