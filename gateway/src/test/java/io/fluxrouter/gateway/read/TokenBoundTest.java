package io.fluxrouter.gateway.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class TokenBoundTest {
    private static final EncodingRegistry VOCABULARIES = Encodings.newLazyEncodingRegistry();
    private static final JsonMapper JSON = JsonMapper.shared();

    @ParameterizedTest
    @MethodSource("io.fluxrouter.gateway.read.RandomRequest#seeds")
    void no_vocabulary_makes_more_tokens_than_the_bound(long seed) {
        byte[] body = new RandomRequest(seed).bytes();
        ChatRequest request = ChatRequest.read(body);
        String contents = textOf(JSON.readTree(body).get("messages"));
        for (EncodingType type : EncodingType.values()) {
            int tokens = VOCABULARIES.getEncoding(type).countTokensOrdinary(contents);
            assertThat(request.inputTokenBound()).isGreaterThanOrEqualTo(tokens);
            assertThat(request.countedTokens()).isGreaterThanOrEqualTo(tokens);
        }
        assertThat(request.countedTokens()).isLessThanOrEqualTo(request.inputTokenBound());
        assertThat(request.estimatedTokens()).isLessThanOrEqualTo(request.countedTokens());
    }

    @ParameterizedTest
    @MethodSource("io.fluxrouter.gateway.read.RandomRequest#seeds")
    void nor_of_any_characters_at_all(long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        while (text.length() < 200) {
            int point = random.nextInt(Character.MAX_CODE_POINT + 1);
            if (Character.getType(point) != Character.SURROGATE) text.appendCodePoint(point);
        }
        ObjectNode body = JSON.createObjectNode().put("model", "m");
        body.putArray("messages").addObject().put("role", "user").put("content", text.toString());
        ChatRequest request = ChatRequest.read(body.toString().getBytes(UTF_8));
        for (EncodingType type : EncodingType.values()) {
            int tokens = VOCABULARIES.getEncoding(type).countTokensOrdinary(text.toString());
            assertThat(request.inputTokenBound()).isGreaterThanOrEqualTo(tokens);
            assertThat(TokenCount.of(text).withMargin()).isGreaterThanOrEqualTo(tokens);
        }
    }

    @Test
    void counting_comes_closer_than_the_bound() {
        String prose = "The router chooses a model, and the ledger says what it cost. ".repeat(50);
        ChatRequest request =
                ChatRequest.read(
                        ("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\""
                                        + prose
                                        + "\"}]}")
                                .getBytes(UTF_8));
        long tokens = VOCABULARIES.getEncoding(EncodingType.O200K_BASE).countTokensOrdinary(prose);
        assertThat(request.estimatedTokens()).isBetween(tokens, tokens + 30);
        assertThat(request.countedTokens()).isBetween(tokens * 3 / 2, tokens * 2);
        assertThat(request.countedTokens()).isLessThan(request.inputTokenBound() / 2);
    }

    @Test
    void names_of_special_tokens_are_ordinary_text() {
        assertThat(TokenCount.of("<|endoftext|><|im_start|>").plain()).isGreaterThan(4);
    }

    private static String textOf(JsonNode node) {
        if (node.isString()) {
            return node.stringValue().startsWith("data:image") ? "" : node.stringValue();
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode child : node) text.append(textOf(child)).append('\n');
        return text.toString();
    }
}
