package io.fluxrouter.gateway.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The JDK's strict decoder is the judge. */
class Utf8Test {
    @Test
    void agrees_on_every_three_bytes() {
        byte[] bytes = new byte[11];
        for (int three = 0; three < 1 << 24; three += 5) {
            bytes[7] = (byte) (three >> 16);
            bytes[8] = (byte) (three >> 8);
            bytes[9] = (byte) three;
            // Only a lead byte makes a difference to the judge that takes time.
            if (bytes[7] < 0 && isUtf8(bytes) != Utf8.firstInvalid(bytes) < 0) {
                assertThat(three).isEqualTo(-1);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.fluxrouter.gateway.read.RandomRequest#seeds")
    void agrees_on_broken_text(long seed) {
        Random random = new Random(seed);
        byte[] text = new RandomRequest(seed).text(80).getBytes(UTF_8);
        for (int round = 0; round < 100 && text.length > 0; round++) {
            byte[] broken = text.clone();
            broken[random.nextInt(text.length)] ^= (byte) (1 << random.nextInt(8));
            assertThat(Utf8.firstInvalid(broken) < 0).isEqualTo(isUtf8(broken));
        }
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException broken) {
            return false;
        }
    }
}
