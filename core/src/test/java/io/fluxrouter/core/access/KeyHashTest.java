package io.fluxrouter.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyHashTest {

    @Test
    void the_hash_is_sha_256() {
        // FIPS 180-2, appendix B.1.
        assertThat(HexFormat.of().formatHex(KeyHash.of("abc").toBytes()))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @ParameterizedTest
    @MethodSource("io.fluxrouter.core.Seeds#hundred")
    void bytes_survive_the_round_trip(long seed) {
        byte[] bytes = new byte[32];
        new Random(seed).nextBytes(bytes);
        assertThat(KeyHash.fromBytes(bytes).toBytes()).isEqualTo(bytes);
    }

    @Test
    void equal_keys_have_equal_hashes_and_others_do_not() {
        assertThat(KeyHash.of("sk-flux-1"))
                .isEqualTo(KeyHash.of("sk-flux-1"))
                .hasSameHashCodeAs(KeyHash.of("sk-flux-1"))
                .isNotEqualTo(KeyHash.of("sk-flux-2"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 31, 33})
    void another_length_is_no_hash(int length) {
        assertThatThrownBy(() -> KeyHash.fromBytes(new byte[length]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
