package io.fluxrouter.core.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RefusalTest {

    @ParameterizedTest
    @EnumSource
    void every_refusal_says_what_it_is_to_both_kinds_of_client(Refusal refusal) {
        assertThat(refusal.code()).matches("[a-z]+(_[a-z]+)*");
        assertThat(refusal.type()).matches("[a-z]+(_[a-z]+)*");
        assertThat(refusal.flatCode()).isNotBlank();
        assertThat(refusal.status()).isBetween(400, 504);
        assertThat(refusal.flatStatus()).isBetween(400, 504);
    }

    @Test
    void no_two_refusals_look_alike_to_everybody() {
        assertThat(Refusal.values())
                .extracting(Refusal::code, Refusal::flatStatus, Refusal::flatCode)
                .doesNotHaveDuplicates();
    }

    @Test
    void a_code_has_one_status_and_one_type() {
        List<String> senses =
                Arrays.stream(Refusal.values())
                        .map(refusal -> refusal.code() + refusal.status() + refusal.type())
                        .distinct()
                        .toList();
        assertThat(senses)
                .hasSameSizeAs(
                        Arrays.stream(Refusal.values()).map(Refusal::code).distinct().toList());
    }

    @Test
    void only_money_is_402_and_all_money_is() {
        assertThat(Refusal.values())
                .filteredOn(Refusal::aboutMoney)
                .containsExactly(
                        Refusal.ACCOUNT_ON_HOLD,
                        Refusal.PAYMENT_METHOD_REQUIRED,
                        Refusal.MODEL_NOT_IN_PLAN,
                        Refusal.KEY_SPEND_LIMIT,
                        Refusal.BUDGET_EXCEEDED,
                        Refusal.HOURLY_SAFETY_LIMIT,
                        Refusal.CREDIT_EXHAUSTED,
                        Refusal.FREE_ALLOWANCE_EXHAUSTED,
                        Refusal.MONTHLY_CREDIT_EXHAUSTED,
                        Refusal.SPEND_CEILING_REACHED,
                        Refusal.FEATURE_LIMIT_REACHED)
                .allMatch(refusal -> refusal.type().equals("insufficient_quota"))
                .allMatch(refusal -> refusal.flatStatus() == 403);
        assertThat(Refusal.values())
                .filteredOn(refusal -> !refusal.aboutMoney())
                .noneMatch(refusal -> refusal.status() == 402)
                .noneMatch(refusal -> refusal.type().equals("insufficient_quota"));
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID_KEY, 401, invalid_api_key, 401, invalid proxy key",
        "KEY_REVOKED, 401, invalid_api_key, 403, key_revoked",
        "IP_BLOCKED, 403, ip_not_allowed, 403, ip_blocked",
        "RATE_LIMITED, 429, rate_limit_exceeded, 429, rate_limited",
        "NO_PROVIDER, 503, no_provider_configured, 503, no provider configured",
        "MODEL_NOT_FOUND, 404, model_not_found, 400, model must use provider/model format",
        "SPEND_CEILING_REACHED, 402, spend_ceiling_reached, 403, budget_exceeded",
        "PROVIDER_TIMEOUT, 504, timeout, 504, upstream request failed"
    })
    void codes_that_clients_know_never_change(
            Refusal refusal, int status, String code, int flatStatus, String flatCode) {
        assertThat(refusal.status()).isEqualTo(status);
        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal.flatStatus()).isEqualTo(flatStatus);
        assertThat(refusal.flatCode()).isEqualTo(flatCode);
    }
}
