package io.fluxrouter.app.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The repository as it lies there keeps every rule. {@link PlantedViolationTest} proves that each
 * can fail.
 */
class TidyTest {

    static final Map<String, Rule> RULES =
            Map.ofEntries(
                    Map.entry("a file is short enough to read", LengthRules::files),
                    Map.entry("a method is short enough to read", LengthRules::methods),
                    Map.entry("banned calls are not made", new BannedCalls()),
                    Map.entry("money is no binary fraction", MoneyRules::noBinaryFractions),
                    Map.entry("money is not written by a format", MoneyRules::noFloatingFormats),
                    Map.entry("nothing is marked as unfinished", TextRules::finished),
                    Map.entry("no file names its author", TextRules::noAuthors),
                    Map.entry("no path of a machine is named", TextRules::noMachinePaths),
                    Map.entry(
                            "a disabled test names an issue", TextRules::disabledTestsNameAnIssue),
                    Map.entry("a package has its notes", PackageRules::haveNotes),
                    Map.entry("the notes say what is owned", PackageRules::notesSayWhatIsOwned),
                    Map.entry("names tell something", PackageRules::haveTellingNames),
                    Map.entry("links in documents lead somewhere", DocumentRules::linksLead),
                    Map.entry("names in the glossary exist", DocumentRules::glossaryNamesExist),
                    Map.entry("rejected words stay out", DocumentRules::rejectedWordsStayOut));

    private static final SourceTree TREE = SourceTree.read(SourceTree.root());

    static Set<String> rules() {
        return RULES.keySet();
    }

    static Rule rule(String name) {
        return Objects.requireNonNull(RULES.get(name), name);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void the_repository_keeps_the_rule_that(String name) {
        assertThat(rule(name).check(TREE)).isEmpty();
    }

    @Test
    void the_rules_see_the_sources() {
        assertThat(TREE.paths())
                .contains(
                        "pom.xml",
                        "core/src/main/java",
                        "app/src/main/java/io/fluxrouter/app/Main.java");
        LengthRules.longFiles(TREE)
                .forEach(file -> System.out.println("longer than wished: " + file));
    }
}
