package io.fluxrouter.core.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdTest {
    private static final long NOVEMBER_2023 = 1_700_000_000_000L;

    @Test
    void the_text_is_req_and_32_hex_digits() {
        UUID id = RequestId.of(0x018bcfe56800L, 0x0ABC, 0x1234);
        assertThat(RequestId.format(id)).isEqualTo("req_018bcfe568007abc8000000000001234");
    }

    @ParameterizedTest
    @MethodSource("io.fluxrouter.core.Seeds#hundred")
    void ids_are_version_7_and_survive_their_text(long seed) {
        Random random = new Random(seed);
        long millis = random.nextLong(1L << 47);
        UUID id = RequestId.of(millis, random.nextLong(), random.nextLong());
        String text = RequestId.format(id);
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(millis);
        assertThat(RequestId.parse(text)).contains(id);
        assertThat(RequestId.parse(text.toUpperCase(Locale.ROOT))).contains(id);
        assertThat(RequestId.parse(id.toString())).contains(id);
    }

    @ParameterizedTest
    @MethodSource("io.fluxrouter.core.Seeds#hundred")
    void a_later_millisecond_sorts_later_whatever_the_random_bits(long seed) {
        Random random = new Random(seed);
        UUID earlier = RequestId.of(NOVEMBER_2023, random.nextLong(), random.nextLong());
        UUID later = RequestId.of(NOVEMBER_2023 + 1, random.nextLong(), random.nextLong());
        assertThat(earlier).isLessThan(later);
        assertThat(RequestId.format(earlier)).isLessThan(RequestId.format(later));
    }

    @Test
    void every_random_bit_is_used() {
        UUID none = RequestId.of(NOVEMBER_2023, 0, 0);
        UUID all = RequestId.of(NOVEMBER_2023, -1, -1);
        int differing =
                Long.bitCount(none.getMostSignificantBits() ^ all.getMostSignificantBits())
                        + Long.bitCount(
                                none.getLeastSignificantBits() ^ all.getLeastSignificantBits());
        assertThat(differing).isEqualTo(74);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "req_",
                "req_018bcfe568007abc800000000000123",
                "req_018bcfe568007abc80000000000012345",
                "req_018bcfe568007abc800000000000123g",
                "rex_018bcfe568007abc8000000000001234",
                "018bcfe568007abc8000000000001234",
                "1-1-1-1-1",
                "018bcfe5-6800-7abc-8000-00000000123",
                "018bcfe-56800-7abc-8000-000000001234",
                "018bcfe5_6800_7abc_8000_000000001234",
                "req_018bcfe5-6800-7abc-8000-000000001234",
                "'; DROP TABLE usage_event; --"
            })
    void junk_is_no_id(String text) {
        assertThat(RequestId.parse(text)).isEmpty();
    }
}
