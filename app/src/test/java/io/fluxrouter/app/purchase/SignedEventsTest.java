package io.fluxrouter.app.purchase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluxrouter.app.node.TestApi.Answer;
import io.fluxrouter.billing.database.TestPostgres;
import io.fluxrouter.billing.inbox.Inbox;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.simulator.stripe.webhook.Signature;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Who Stripe is says the signature alone. Headers come from the simulator, which shares no code
 * with the check.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignedEventsTest {
    private static final String GOLDEN_SECRET = "whsec_test_secret";
    private static final long GOLDEN_TIME = 1_700_000_000;
    private static final String GOLDEN_BODY =
            "{\"id\":\"evt_1\",\"object\":\"event\",\"type\":\"invoice.paid\"}";
    private static final String GOLDEN_HEADER =
            "t=1700000000,v1=dfb4777aaaec4ea29ff455dd4df7fe6b2ef71096ad3a93a158db7e100109ea91";

    private Shop shop;
    private String customer;
    private byte[] body;
    private String text;

    @BeforeAll
    void pay_for_something_that_nobody_tells() {
        shop = Shop.open();
        customer = shop.api().customer("none");
        shop.stripe().webhookFaults().always("drop");
        JsonNode begun = shop.begun(customer, shop.pack("\"price_usd\": 20"));
        shop.stripe().pay(Shop.session(begun));
        text = Letters.completed(shop, Shop.session(begun)).toString();
        body = text.getBytes(StandardCharsets.UTF_8);
    }

    @AfterAll
    void the_genuine_one_is_taken() {
        assertThat(Letters.sendWith(shop, body, header(0)).text()).contains("\"applied\"");
        assertThat(shop.ledger(customer)).containsExactly("purchase 20 = 20");
        shop.close();
    }

    private static long now() {
        return Instant.now().getEpochSecond();
    }

    /** Genuine, but for its age in seconds. */
    private String header(long age) {
        return Signature.header(shop.stripe().webhookSecret(), now() - age, text);
    }

    private static Inbox goldenInbox(long now) {
        return new Inbox(
                TestPostgres.freshDatabase().jdbi(),
                List.of("whsec_older", GOLDEN_SECRET),
                List.of(),
                InstantSource.fixed(Instant.ofEpochSecond(now)));
    }

    /** What the vector signs is no whole event, so what comes after the signature refuses it. */
    @ParameterizedTest
    @ValueSource(longs = {-300, 0, 300})
    void the_golden_vector_is_a_signature_within_the_tolerance(long later) {
        Inbox inbox = goldenInbox(GOLDEN_TIME + later);
        byte[] golden = GOLDEN_BODY.getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> inbox.receive(golden, GOLDEN_HEADER))
                .isInstanceOf(ApiError.class)
                .hasMessageContaining("not an event");
        assertThat(Signature.header(GOLDEN_SECRET, GOLDEN_TIME, GOLDEN_BODY))
                .isEqualTo(GOLDEN_HEADER);
    }

    @ParameterizedTest
    @ValueSource(longs = {-301, 301})
    void the_golden_vector_is_no_signature_outside_of_it(long later) {
        Inbox inbox = goldenInbox(GOLDEN_TIME + later);
        byte[] golden = GOLDEN_BODY.getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> inbox.receive(golden, GOLDEN_HEADER))
                .isInstanceOf(ApiError.class)
                .hasMessageContaining("signature");
    }

    @Test
    void the_golden_vector_over_http_is_years_old() {
        assertRefused(GOLDEN_BODY.getBytes(StandardCharsets.UTF_8), GOLDEN_HEADER);
    }

    private Stream<String> forged() {
        String genuine = header(0);
        String time = genuine.substring(0, genuine.indexOf(','));
        String hex = genuine.substring(genuine.indexOf("v1=") + 3);
        String other = Signature.header("whsec_of_somebody", now(), text);
        return Stream.of(
                "",
                "t=",
                "v1=" + hex,
                time,
                time + ",v0=" + hex,
                time + ",v1=",
                time + ",v1=" + hex.substring(0, 32),
                time + ",v1=" + hex + "00",
                "t=" + (now() + 1) + ",v1=" + hex,
                "t=-1,v1=" + hex,
                "t=99999999999999999999,v1=" + hex,
                other,
                header(301),
                header(-302),
                header(86_400));
    }

    @ParameterizedTest
    @MethodSource("forged")
    void a_forged_or_replayed_event_is_refused_and_leaves_nothing(String header) {
        assertRefused(body, header);
    }

    private Stream<String> altered() {
        return Stream.of(
                "",
                "{}",
                text.substring(0, text.length() / 2),
                text.substring(0, text.length() - 1),
                text + " ",
                text.replace("2000", "2001"),
                text.replace(":", ": "));
    }

    @ParameterizedTest(name = "[{index}]")
    @MethodSource("altered")
    void a_truncated_or_altered_body_is_refused_and_leaves_nothing(String other) {
        assertRefused(other.getBytes(StandardCharsets.UTF_8), header(0));
    }

    @Test
    void while_the_secret_is_changed_one_signature_that_fits_is_enough() {
        String other = Signature.header("whsec_older", now(), GOLDEN_BODY);
        String fits = Signature.header(shop.stripe().webhookSecret(), now(), GOLDEN_BODY);
        String both = other + fits.substring(fits.indexOf(','));
        Answer answer = Letters.sendWith(shop, GOLDEN_BODY.getBytes(StandardCharsets.UTF_8), both);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("not an event");
    }

    private void assertRefused(byte[] sent, String header) {
        int before = shop.keptEvents();
        Answer answer = Letters.sendWith(shop, sent, header);
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.text()).contains("signature");
        assertThat(shop.keptEvents()).isEqualTo(before);
        assertThat(shop.ledger(customer)).isEmpty();
    }
}
