package io.fluxrouter.gateway.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluxrouter.core.refusal.ApiError;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Time limits here are a hundred times what is needed: they catch work that grows with a square.
 */
@Timeout(30)
class HostileBodyTest {
    private static final int TWENTY_MEGABYTES = 20 << 20;
    private static final String PREFIX =
            "{\"model\":\"a\",\"messages\":[{\"role\":\"user\",\"content\":";

    @ParameterizedTest
    @MethodSource("io.fluxrouter.gateway.read.RandomRequest#seeds")
    void mutations_are_read_or_refused(long seed) {
        Random random = new Random(seed);
        byte[] body = new RandomRequest(seed).bytes();
        for (int round = 0; round < 50; round++) readOrRefuse(mutated(body, random));
    }

    @ParameterizedTest
    @MethodSource("io.fluxrouter.gateway.read.RandomRequest#seeds")
    void every_beginning_of_a_body_is_refused(long seed) {
        if (seed > 50) return;
        byte[] body = new String(new RandomRequest(seed).bytes(), UTF_8).strip().getBytes(UTF_8);
        for (int length = 0; length < body.length; length++) {
            byte[] cut = Arrays.copyOf(body, length);
            assertThatThrownBy(() -> ChatRequest.read(cut)).isInstanceOf(ApiError.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{", "[]", "[],", "\"", "\\", "{\"a\":", "1", "é", " ", "\u0000"})
    void twenty_megabytes_of_one_thing(String thing) {
        String many = thing.repeat(TWENTY_MEGABYTES / thing.length());
        readOrRefuse(many.getBytes(UTF_8));
        readOrRefuse((PREFIX + many).getBytes(UTF_8));
        readOrRefuse((PREFIX + '"' + many).getBytes(UTF_8));
        readOrRefuse((PREFIX + '"' + many + "\"}]}").getBytes(UTF_8));
        readOrRefuse((PREFIX + "\"\"}],\"x\":[" + many + "]}").getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"text\",\"text\":\"x\"}",
                "{\"type\":\"image_url\",\"image_url\":\"data:image\"}",
                "{\"type\":\"x\"}"
            })
    void a_million_parts(String part) {
        String many = (part + ",").repeat(1_000_000);
        byte[] body = (PREFIX + '[' + many + part + "]}]}").getBytes(UTF_8);
        ChatRequest request = ChatRequest.read(body);
        assertThat(request.inputTokenBound()).isPositive();
    }

    @Test
    void a_million_different_names() {
        StringBuilder body = new StringBuilder("{");
        for (int i = 0; i < 1_000_000; i++) body.append("\"k").append(i).append("\":0,");
        body.append("\"model\":\"a\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
        readOrRefuse(body.toString().getBytes(UTF_8));
    }

    /** Text made to be slow to split into words. */
    @ParameterizedTest
    @ValueSource(
            strings = {"a", " ", "\\n", "\\n ", "A", "aA", "'", "'s", "1", "文", "-", "é", " a"})
    void counting_does_not_get_slow(String thing) {
        String many = thing.repeat(60_000 / thing.getBytes(UTF_8).length);
        ChatRequest request = ChatRequest.read((PREFIX + '"' + many + "\"}]}").getBytes(UTF_8));
        assertThat(request.countedTokens()).isBetween(1L, request.inputTokenBound());
    }

    private static void readOrRefuse(byte[] body) {
        try {
            ChatRequest request = ChatRequest.read(body);
            if (body.length < 100_000) {
                request.traits();
                request.forUpstream("m", "max_tokens", 3);
                request.countedTokens();
            }
        } catch (ApiError refused) {
            assertThat(refused.message()).isNotEmpty();
        }
    }

    private static byte[] mutated(byte[] body, Random random) {
        byte[] mutated = body.clone();
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) mutated = changed(mutated, random);
        return mutated;
    }

    private static byte[] changed(byte[] body, Random random) {
        int at = random.nextInt(body.length);
        switch (random.nextInt(4)) {
            case 0 -> body[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> body[at] = (byte) "{}[]\",:\\0n u".charAt(random.nextInt(12));
            case 2 -> {
                return Arrays.copyOf(body, at + 1);
            }
            default -> {
                int length = Math.min(random.nextInt(40), body.length - at);
                byte[] longer = Arrays.copyOf(body, body.length + length);
                System.arraycopy(body, at, longer, at + length, body.length - at);
                return longer;
            }
        }
        return body;
    }
}
