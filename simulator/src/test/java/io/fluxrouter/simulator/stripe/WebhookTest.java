package io.fluxrouter.simulator.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.Stripe;
import com.stripe.exception.SignatureVerificationException;
import com.stripe.exception.StripeException;
import com.stripe.model.Event;
import com.stripe.model.checkout.Session;
import com.stripe.net.Webhook;
import io.fluxrouter.simulator.stripe.webhook.Signature;
import java.time.Duration;
import java.util.HashSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events on their way to a shop, checked by the official SDK. */
class WebhookTest {
    private static final Shop SHOP =
            new Shop(
                    StripeSettings.defaults()
                            .withWebhookRetries(Duration.ofMillis(5), Duration.ofMillis(10)));

    @AfterAll
    static void close() {
        SHOP.close();
    }

    @BeforeEach
    void quiet() {
        idle();
        SHOP.stripe.webhookFaults().clear();
        SHOP.receiver.status = 200;
        SHOP.receiver.forget();
    }

    private static void idle() {
        Receiver.await("no webhook is under way", () -> SHOP.stripe.webhooks().outstanding() == 0);
    }

    private static Session bought() throws StripeException {
        Session session = SHOP.credit(SHOP.customer(), 500);
        SHOP.stripe.pay(session.getId());
        return session;
    }

    private static Event opened(Receiver.Webhook webhook) throws StripeException {
        return Webhook.constructEvent(
                webhook.body(), webhook.signature(), SHOP.stripe.webhookSecret());
    }

    @Test
    void every_event_is_signed_as_the_sdk_checks_it() throws StripeException {
        Session session = bought();

        Event event = opened(SHOP.receiver.await("checkout.session.completed"));

        assertThat(event.getApiVersion()).isEqualTo(Stripe.API_VERSION);
        Session told = (Session) event.getDataObjectDeserializer().getObject().orElseThrow();
        assertThat(told.getId()).isEqualTo(session.getId());
        assertThat(told.getPaymentStatus()).isEqualTo("paid");
        idle();
        assertThat(SHOP.receiver.types())
                .containsExactly(
                        "customer.created",
                        "payment_intent.created",
                        "charge.succeeded",
                        "payment_intent.succeeded",
                        "checkout.session.completed");
        for (Receiver.Webhook webhook : SHOP.receiver.webhooks()) opened(webhook);
    }

    @Test
    void the_published_vector_is_met() {
        assertThat(
                        Signature.header(
                                "whsec_test_secret",
                                1_700_000_000,
                                "{\"id\":\"evt_1\",\"object\":\"event\",\"type\":\"invoice.paid\"}"))
                .isEqualTo(
                        "t=1700000000,v1=dfb4777aaaec4ea29ff455dd4df7fe6b2ef71096ad3a93a158db7e100109ea91");
    }

    @Test
    void a_refused_event_comes_again() throws StripeException {
        SHOP.receiver.status = 500;
        SHOP.customer();
        Receiver.await("two attempts", () -> SHOP.receiver.webhooks().size() >= 2);
        SHOP.receiver.status = 200;
        idle();
        assertThat(
                        new HashSet<>(
                                SHOP.receiver.webhooks().stream()
                                        .map(Receiver.Webhook::id)
                                        .toList()))
                .hasSize(1);
    }

    @Test
    void an_event_is_delivered_as_often_as_ordered() throws StripeException {
        SHOP.stripe.webhookFaults().next(1, "duplicate=10");
        SHOP.customer();
        idle();
        assertThat(SHOP.receiver.types()).hasSize(10).containsOnly("customer.created");
    }

    @Test
    void a_dropped_event_is_in_the_list_of_events_only() throws StripeException {
        SHOP.stripe.webhookFaults().nextOf("customer.created", 1, "drop");
        String customer = SHOP.customer().getId();
        idle();
        assertThat(SHOP.receiver.types()).isEmpty();
        Event latest = SHOP.client.v1().events().list().getData().getFirst();
        assertThat(latest.getType()).isEqualTo("customer.created");
        assertThat(latest.toJson()).contains(customer);
        SHOP.stripe.resend(latest.getId());
        SHOP.receiver.await("customer.created");
    }

    @Test
    void events_held_back_come_the_wrong_way_round() throws StripeException {
        SHOP.stripe.webhooks().hold();
        bought();
        SHOP.stripe.webhooks().releaseReversed();
        idle();
        assertThat(SHOP.receiver.types())
                .containsExactly(
                        "checkout.session.completed",
                        "payment_intent.succeeded",
                        "charge.succeeded",
                        "payment_intent.created",
                        "customer.created");
    }

    @Test
    void a_delayed_event_is_overtaken() throws StripeException {
        // Longer than a purchase takes on a machine that is busy with something else.
        SHOP.stripe.webhookFaults().nextOf("customer.created", 1, "delay=3000");
        bought();
        idle();
        assertThat(SHOP.receiver.types().getLast()).isEqualTo("customer.created");
    }

    @Test
    void forged_old_and_truncated_events_are_refused_by_the_sdk() throws StripeException {
        for (String fault :
                new String[] {"wrong-signature,drop", "old-timestamp=301,drop", "truncate,drop"}) {
            SHOP.receiver.forget();
            SHOP.stripe.webhookFaults().next(1, fault);
            SHOP.customer();
            idle();
            assertThat(SHOP.receiver.webhooks()).as(fault).hasSize(1);
            Receiver.Webhook webhook = SHOP.receiver.webhooks().getFirst();
            assertThatThrownBy(() -> opened(webhook))
                    .as(fault)
                    .isInstanceOf(SignatureVerificationException.class);
        }
    }
}
