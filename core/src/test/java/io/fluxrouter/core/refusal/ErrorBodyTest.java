package io.fluxrouter.core.refusal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluxrouter.core.access.Dialect;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ErrorBodyTest {
    private final ApiError exhausted =
            ApiError.of(Refusal.CREDIT_EXHAUSTED, "The credit is used up.");

    @Test
    void openai_clients_get_an_error_object_with_a_null_param() {
        assertThat(json(exhausted, Dialect.FLUX))
                .isEqualTo(
                        """
                        {"error":{"message":"The credit is used up.","type":"insufficient_quota",\
                        "param":null,"code":"credit_balance_exhausted"}}""");
    }

    @Test
    void a_wrong_field_is_named() {
        ApiError error = ApiError.of(Refusal.INVALID_VALUE, "n must be positive.", "n");
        assertThat(json(error, Dialect.FLUX))
                .isEqualTo(
                        """
                        {"error":{"message":"n must be positive.","type":"invalid_request_error",\
                        "param":"n","code":"invalid_value"}}""");
    }

    @Test
    void metadata_keeps_texts_whole_numbers_and_truth_in_order() {
        ApiError error =
                exhausted
                        .with("needed_usd", "0.000412")
                        .with("tokens", 42)
                        .with("left_nanos", Long.MAX_VALUE)
                        .with("final", true);
        assertThat(json(error, Dialect.FLUX))
                .endsWith(
                        """
                        "code":"credit_balance_exhausted","metadata":{"needed_usd":"0.000412",\
                        "tokens":42,"left_nanos":9223372036854775807,"final":true}}}""");
    }

    @Test
    void enterprise_router_clients_get_one_flat_code() {
        ApiError error = exhausted.with("needed_usd", "0.000412");
        assertThat(json(error, Dialect.PROXY)).isEqualTo("{\"error\":\"insufficient_credits\"}");
    }

    @Test
    void the_status_follows_the_dialect() {
        assertThat(ErrorBody.of(exhausted, Dialect.FLUX).status()).isEqualTo(402);
        assertThat(ErrorBody.of(exhausted, Dialect.PROXY).status()).isEqualTo(403);
    }

    @Test
    void the_headers_are_the_errors_own_and_the_type_of_the_body() {
        assertThat(ErrorBody.of(exhausted.withHeader("Retry-After", "3"), Dialect.FLUX).headers())
                .containsExactly(
                        Map.entry("Retry-After", "3"),
                        Map.entry("Content-Type", "application/json"));
    }

    @Test
    void what_a_caller_sent_comes_back_escaped() {
        ApiError error = ApiError.of(Refusal.MODEL_NOT_FOUND, "'\"}\n\u0000é😀'", "model");
        assertThat(json(error, Dialect.FLUX)).contains("\"message\":\"'\\\"}\\n\\u0000é😀'\"");
    }

    @Test
    void half_a_surrogate_pair_does_not_break_the_body() {
        ApiError error =
                ApiError.of(Refusal.MODEL_NOT_FOUND, "no \ud83d!", "\ude00")
                        .with("model", "\ud83d");
        assertThat(json(error, Dialect.FLUX))
                .contains("\"message\":\"no ?!\"", "\"param\":\"?\"", "\"model\":\"?\"");
    }

    @Test
    void a_richer_copy_leaves_the_error_as_it_was() {
        ApiError richer = exhausted.with("a", 1).withHeader("Retry-After", "3");
        assertThat(exhausted.metadata()).isEmpty();
        assertThat(exhausted.headers()).isEmpty();
        assertThat(richer.metadata()).containsEntry("a", 1);
        assertThat(richer.headers()).containsEntry("Retry-After", "3");
        assertThat(richer).hasMessage("The credit is used up.");
        assertThat(richer.refusal()).isEqualTo(Refusal.CREDIT_EXHAUSTED);
        assertThatThrownBy(() -> richer.metadata().put("b", 2))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> richer.headers().put("b", "2"))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void an_answer_carries_no_stack_trace() {
        assertThat(exhausted.getStackTrace()).isEmpty();
    }

    private static String json(ApiError error, Dialect dialect) {
        return new String(ErrorBody.of(error, dialect).json(), StandardCharsets.UTF_8);
    }
}
