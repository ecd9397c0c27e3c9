package io.fluxrouter.app.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every rule of {@link TidyTest} finds the violation planted for it, and lets the tidy version
 * pass.
 */
class PlantedViolationTest {

    private static final String CORE = "core/src/main/java/io/fluxrouter/core/money/Planted.java";
    private static final String NOTES =
            "core/src/main/java/io/fluxrouter/core/money/package-info.java";
    private static final String GLOSSARY_ROW =
            "| **Cap** | a limit of money | `Planted` | `Quota` |";

    /**
     * @param tidy what the rule must let pass, in the same file
     */
    record Plant(String rule, String path, String text, int line, String tidy) {
        @Override
        public String toString() {
            return rule + ": " + text.lines().findFirst().orElse("").strip();
        }
    }

    private static Plant call(String code, String tidy) {
        return new Plant(
                "banned calls are not made", CORE, "class A {\n  " + code + "\n}", 2, tidy);
    }

    static Stream<Plant> plants() {
        return Stream.of(calls(), texts(), packages(), documents()).flatMap(List::stream);
    }

    private static List<Plant> calls() {
        return List.of(
                call("void a() { System.out.println(1); }", "// System.out is banned"),
                call("Instant a = Instant.now();", "Instant a = Instant.now(clock);"),
                call("LocalDate a = LocalDate.now( );", "String a = \"LocalDate.now()\";"),
                call("long a = System.currentTimeMillis();", "long a = System.nanoTime();"),
                call("Random a = new Random();", "Random a = new Random(seed);"),
                call("void a() { Thread.sleep(1); }", "/* Thread.sleep(1) */"),
                call("void a() { e.printStackTrace(); }", "void a() { log.warn(e); }"),
                call("import org.mockito.Mockito;", "import org.junit.jupiter.api.Test;"),
                new Plant(
                        "money is no binary fraction",
                        CORE,
                        "double a;",
                        1,
                        "long doubleEntry; // double"),
                new Plant(
                        "money is no binary fraction",
                        CORE,
                        "var a = b.doubleValue();",
                        1,
                        "long a;"),
                new Plant(
                        "money is not written by a format",
                        CORE,
                        "String.format(\"$%.2f\", a)",
                        1,
                        "\"%d of %s\".formatted(a, b)"));
    }

    private static List<Plant> texts() {
        return List.of(
                new Plant(
                        "a file is short enough to read",
                        CORE,
                        "\n".repeat(401),
                        401,
                        "\n".repeat(400)),
                new Plant("a method is short enough to read", CORE, method(71), 3, method(70)),
                new Plant(
                        "nothing is marked as unfinished",
                        CORE,
                        "\n// FIX" + "ME later",
                        2,
                        "// fixed"),
                new Plant("nothing is marked as unfinished", "README.md", "TO" + "DO", 1, "to do"),
                new Plant(
                        "no file names its author",
                        CORE,
                        "/** @auth" + "or me */",
                        1,
                        "/** the author */"),
                new Plant(
                        "no path of a machine is named",
                        "a.md",
                        "see /ro" + "ot/a.txt",
                        1,
                        "see /root"),
                new Plant(
                        "no path of a machine is named",
                        "a.md",
                        "(/ho" + "me/joe/a)",
                        1,
                        "/home/usage/a"),
                new Plant(
                        "a disabled test names an issue",
                        CORE,
                        "@Disabled",
                        1,
                        "@Disabled(\"#12: slow\")"));
    }

    private static List<Plant> packages() {
        String notes = "/** Owns money. Does not own time. */\n@NullMarked\npackage a;";
        return List.of(
                new Plant(
                        "the notes say what is owned",
                        NOTES,
                        "/** Money. */ @NullMarked",
                        1,
                        notes),
                new Plant(
                        "the notes say what is owned",
                        NOTES,
                        "/** Owns. Does not own. */",
                        1,
                        notes));
    }

    private static List<Plant> documents() {
        String rule = "links in documents lead somewhere";
        return List.of(
                new Plant(
                        rule,
                        "docs/a.md",
                        "\n[a](../b.md)",
                        2,
                        "[a](https://a.example) [b](#b) [c](a.md#d)"),
                new Plant(rule, "docs/a.md", "[a](b/c.md \"title\")", 1, "```\n[a](b.md)\n```\n"));
    }

    private static String method(int lines) {
        return "class A {\n\n  @SuppressWarnings(value = 1) public int a(\n      int b) throws IOException {\n"
                + "    if (b > 0) { c(() -> { d(); }); }\n".repeat(lines - 3)
                + "  }\n}\n";
    }

    @ParameterizedTest
    @MethodSource("plants")
    void the_rule_finds_what_is_planted(Plant plant) {
        Rule rule = TidyTest.rule(plant.rule());
        List<Violation> found =
                rule.check(SourceTree.of(SourceFile.of(plant.path(), plant.text())));
        assertThat(found).hasSize(1);
        assertThat(found.getFirst().file()).isEqualTo(plant.path());
        assertThat(found.getFirst().line()).isEqualTo(plant.line());
        assertThat(found.getFirst().message()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("plants")
    void the_rule_lets_the_tidy_version_pass(Plant plant) {
        Rule rule = TidyTest.rule(plant.rule());
        assertThat(rule.check(SourceTree.of(SourceFile.of(plant.path(), plant.tidy())))).isEmpty();
    }

    @Test
    void a_long_record_is_no_long_method() {
        String text = "record Planted(int a) {\n" + "  static int b;\n".repeat(100) + "}";
        assertThat(LengthRules.methods(SourceTree.of(SourceFile.of(CORE, text)))).isEmpty();
    }

    @Test
    void a_package_without_notes_is_found() {
        SourceFile type = SourceFile.of(CORE, "class Planted {}");
        assertThat(PackageRules.haveNotes(SourceTree.of(type)))
                .singleElement()
                .extracting(Violation::file)
                .isEqualTo(NOTES);
        assertThat(PackageRules.haveNotes(SourceTree.of(type, SourceFile.of(NOTES, "")))).isEmpty();
    }

    @Test
    void a_name_that_tells_nothing_is_found() {
        SourceFile inUtil = SourceFile.of("core/src/main/java/a/util/Lane.java", "");
        SourceFile manager = SourceFile.of("core/src/main/java/a/LaneManager.java", "");
        SourceFile good = SourceFile.of("core/src/main/java/a/utility/Managers.java", "");
        assertThat(PackageRules.haveTellingNames(SourceTree.of(inUtil, manager, good))).hasSize(2);
    }

    @Test
    void a_glossary_name_without_a_type_is_found() {
        SourceFile glossary = SourceFile.of("GLOSSARY.md", GLOSSARY_ROW);
        assertThat(DocumentRules.glossaryNamesExist(SourceTree.of(glossary)))
                .extracting(Violation::toString)
                .containsExactly("GLOSSARY.md:1: no type is named Planted: rename one of the two");
        assertThat(
                        DocumentRules.glossaryNamesExist(
                                SourceTree.of(glossary, SourceFile.of(CORE, ""))))
                .isEmpty();
    }

    @Test
    void a_rejected_word_in_a_type_name_is_found() {
        SourceFile glossary = SourceFile.of("GLOSSARY.md", GLOSSARY_ROW);
        SourceFile quota = SourceFile.of("core/src/main/java/a/KeyQuota.java", "");
        SourceFile quotation = SourceFile.of("core/src/main/java/a/Quotation.java", "");
        assertThat(DocumentRules.rejectedWordsStayOut(SourceTree.of(glossary, quota, quotation)))
                .singleElement()
                .extracting(Violation::file)
                .isEqualTo(quota.path());
    }

    @Test
    void every_rule_has_a_planted_violation() {
        Set<String> planted = new TreeSet<>(plants().map(Plant::rule).toList());
        planted.addAll(
                Set.of(
                        "a package has its notes",
                        "names tell something",
                        "names in the glossary exist",
                        "rejected words stay out"));
        assertThat(planted).containsExactlyInAnyOrderElementsOf(TidyTest.RULES.keySet());
    }
}
