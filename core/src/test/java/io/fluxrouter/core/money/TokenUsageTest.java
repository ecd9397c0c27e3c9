package io.fluxrouter.core.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenUsageTest {

    @ParameterizedTest
    @CsvSource({
        "-1, 0, 0, 0, negative",
        "0, -1, 0, 0, negative",
        "0, 0, -1, 0, negative",
        "0, 0, 0, -1, negative",
        "1000000000001, 0, 0, 0, out of range",
        "0, 1000000000001, 0, 0, out of range",
        "9, 9, 10, 0, part exceeds",
        "9, 9, 0, 10, part exceeds"
    })
    void nonsense_is_refused(
            long prompt, long completion, long cached, long reasoning, String message) {
        assertThatThrownBy(() -> new TokenUsage(prompt, completion, cached, reasoning))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void a_part_may_be_the_whole_and_is_not_counted_twice() {
        assertThat(new TokenUsage(10, 5, 10, 5).totalTokens()).isEqualTo(15);
    }
}
