package io.fluxrouter.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {

    @ParameterizedTest
    @CsvSource({
        "gpt-4o, gpt-4o, true",
        "gpt-4o, gpt-4o-mini, false",
        "gpt-4o, GPT-4o, false",
        "gpt-4o*, gpt-4o, true",
        "gpt-4o*, gpt-4o-mini, true",
        "*, anything/at all, true",
        "*, '', true",
        "**, x, true",
        "openai/*, openai/gpt-4o, true",
        "openai/*, anthropic/claude, false",
        "*-mini, gpt-4o-mini, true",
        "*-mini, gpt-4o-mini-2, false",
        "a*b*c, a-b-b-c, true",
        "a*b*c, a-c-b, false",
        "*ab, aab, true",
        "a?c, abc, false",
        "a.c, abc, false"
    })
    void a_star_stands_for_any_run_and_nothing_else_is_special(
            String pattern, String name, boolean matches) {
        assertThat(new Glob(pattern).matches(name)).isEqualTo(matches);
    }

    @ParameterizedTest
    @MethodSource("io.fluxrouter.core.Seeds#thousand")
    void matches_what_the_regular_expression_matches(long seed) {
        Random random = new Random(seed);
        String pattern = "a" + letters(random, "ab.**", 8);
        Pattern same = Pattern.compile(Pattern.quote(pattern).replace("*", "\\E.*\\Q"));
        for (int i = 0; i < 50; i++) {
            String name = "a" + letters(random, "ab.", 8);
            assertThat(new Glob(pattern).matches(name))
                    .as("%s on %s", pattern, name)
                    .isEqualTo(same.matcher(name).matches());
        }
    }

    @Test
    void many_stars_do_not_take_exponential_time() {
        Glob glob = new Glob("*a".repeat(30) + "*b");
        String name = "a".repeat(5_000);
        // Backtracking over every star would outlast the universe; this is a bound on sanity.
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> assertThat(glob.matches(name)).isFalse());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void an_empty_pattern_is_refused(String pattern) {
        assertThatThrownBy(() -> new Glob(pattern)).isInstanceOf(IllegalArgumentException.class);
    }

    private static String letters(Random random, String alphabet, int most) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(most + 1); left > 0; left--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
