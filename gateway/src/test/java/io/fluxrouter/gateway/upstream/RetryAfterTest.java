package io.fluxrouter.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("1994-11-06T08:49:07Z");

    private static Duration read(String header) {
        return RetryAfter.read(header, NOW);
    }

    @Test
    void seconds_are_a_pause() {
        assertThat(read("17")).isEqualTo(Duration.ofSeconds(17));
        assertThat(read("0")).isEqualTo(Duration.ZERO);
    }

    @Test
    void a_date_is_a_pause_until_then() {
        assertThat(read("Sun, 06 Nov 1994 08:49:37 GMT")).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void a_date_that_is_past_is_none() {
        assertThat(read("Sun, 06 Nov 1994 08:49:00 GMT")).isEqualTo(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"61", "999999999", "Sun, 06 Nov 1994 09:49:37 GMT"})
    void no_pause_is_longer_than_the_longest(String header) {
        assertThat(read(header)).isEqualTo(Circuit.LONGEST_COOLING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "soon",
                "-1",
                "1.5",
                "9999999999",
                "Mon, 06 Nov 1994 08:49:37 GMT",
                "Sun, 06 Nov 1994 08:49:37 GMT, and then some more"
            })
    void what_cannot_be_read_counts_as_not_sent(String header) {
        assertThat(read(header)).isEqualTo(Circuit.COOLING);
    }

    @Test
    void none_is_a_short_pause() {
        assertThat(RetryAfter.read(null, NOW)).isEqualTo(Circuit.COOLING);
    }
}
