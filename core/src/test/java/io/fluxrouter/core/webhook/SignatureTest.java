package io.fluxrouter.core.webhook;

import static io.fluxrouter.core.webhook.TimedSignature.Check.MALFORMED;
import static io.fluxrouter.core.webhook.TimedSignature.Check.NO_MATCH;
import static io.fluxrouter.core.webhook.TimedSignature.Check.OUT_OF_TOLERANCE;
import static io.fluxrouter.core.webhook.TimedSignature.Check.VALID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureTest {
    private static final Instant SENT = Instant.ofEpochSecond(1_700_000_000);
    private static final byte[] BODY = bytes("{\"id\":\"evt_1\"}");

    /** RFC 4231, test case 2. */
    @Test
    void the_body_signature_is_plain_hmac() {
        assertThat(BodySignature.sign("Jefe", bytes("what do ya want for nothing?")))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    @Test
    void a_body_signature_matches_its_secret_and_its_body() {
        String header = BodySignature.sign("one", BODY);
        assertThat(BodySignature.matches("one", BODY, header)).isTrue();
        assertThat(BodySignature.matches("one", BODY, header.toUpperCase(Locale.ROOT))).isTrue();
        assertThat(BodySignature.matches("two", BODY, header)).isFalse();
        assertThat(BodySignature.matches("one", bytes("{}"), header)).isFalse();
        assertThat(BodySignature.matches("one", BODY, "")).isFalse();
    }

    /** The scheme of docs.stripe.com/webhooks/signature. */
    @Test
    void the_timed_signature_has_stripes_form() {
        byte[] body = bytes("{\"id\":\"evt_1\",\"object\":\"event\",\"type\":\"invoice.paid\"}");
        assertThat(TimedSignature.sign(List.of("whsec_test_secret"), SENT, body))
                .isEqualTo(
                        "t=1700000000,v1="
                                + "dfb4777aaaec4ea29ff455dd4df7fe6b2ef71096ad3a93a158db7e100109ea91");
    }

    @Test
    void any_secret_may_match_any_v1() {
        String header = TimedSignature.sign(List.of("old", "new"), SENT, BODY);
        assertThat(check(header, List.of("new"))).isEqualTo(VALID);
        assertThat(check(header, List.of("other", "old"))).isEqualTo(VALID);
        assertThat(check(header, List.of("other"))).isEqualTo(NO_MATCH);
        assertThat(check(header, List.of())).isEqualTo(NO_MATCH);
        assertThat(check("v1=00, v0=1 ," + header, List.of("old"))).isEqualTo(VALID);
    }

    @Test
    void a_copy_is_refused_after_five_minutes() {
        String header = TimedSignature.sign(List.of("s"), SENT, BODY);
        assertThat(checkAt(header, SENT.plusSeconds(300))).isEqualTo(VALID);
        assertThat(checkAt(header, SENT.plusSeconds(301))).isEqualTo(OUT_OF_TOLERANCE);
        assertThat(checkAt(header, SENT.minusSeconds(300))).isEqualTo(VALID);
        assertThat(checkAt(header, SENT.minusSeconds(301))).isEqualTo(OUT_OF_TOLERANCE);
    }

    @Test
    void the_time_is_signed_too() {
        String header = TimedSignature.sign(List.of("s"), SENT, BODY);
        String moved = header.replace("t=1700000000", "t=1700000100");
        assertThat(checkAt(moved, SENT.plusSeconds(100))).isEqualTo(NO_MATCH);
        String respelled = header.replace("t=1700000000", "t=01700000000");
        assertThat(checkAt(respelled, SENT)).isEqualTo(NO_MATCH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "t=", "t=1700000000", "v1=00", "t=x,v1=00", "t=-1,v1=00", "nonsense"})
    void a_header_without_time_or_signature_is_malformed(String header) {
        assertThat(check(header, List.of("s"))).isEqualTo(MALFORMED);
    }

    @Test
    void there_is_no_signature_without_a_secret() {
        assertThatThrownBy(() -> BodySignature.sign("", BODY))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TimedSignature.sign(List.of(), SENT, BODY))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_delivery_is_tried_six_times() {
        Instant at = SENT;
        for (Duration delay : RetrySchedule.DELAYS) {
            int failed = RetrySchedule.DELAYS.indexOf(delay) + 1;
            assertThat(RetrySchedule.next(failed, at)).contains(at.plus(delay));
        }
        assertThat(RetrySchedule.next(6, at)).isEmpty();
        assertThat(RetrySchedule.DELAYS.stream().reduce(Duration.ZERO, Duration::plus))
                .isEqualTo(Duration.ofSeconds(30 + 120 + 600 + 3_600 + 21_600));
    }

    @Test
    void only_a_2xx_is_delivered() {
        assertThat(List.of(199, 200, 204, 299, 300, 500))
                .filteredOn(RetrySchedule::isDelivered)
                .containsExactly(200, 204, 299);
    }

    private static TimedSignature.Check check(String header, List<String> secrets) {
        return TimedSignature.check(header, secrets, BODY, SENT);
    }

    private static TimedSignature.Check checkAt(String header, Instant now) {
        return TimedSignature.check(header, List.of("s"), BODY, now);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
