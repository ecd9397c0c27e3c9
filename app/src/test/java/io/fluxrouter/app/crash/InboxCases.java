package io.fluxrouter.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.core.webhook.TimedSignature;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/** Fault 3: taking the event of a payment. Stripe, that got no answer, sends it again later. */
final class InboxCases extends StepCases<InboxCases.Step> {
    /** Where the server dies. */
    enum Step {
        SIGNED("the signature is checked, and nothing stored"),
        BEFORE_EFFECT("the event is known to be new, and its effect not begun"),
        CREDIT_GIVEN("the credit is written, and the purchase not yet paid"),
        EFFECT_WRITTEN("the effect is written, and the event not"),
        EVENT_WRITTEN("effect and event are written, and not committed"),
        COMMITTED("effect and event are committed, and the 200 lost");

        private final String words;

        Step(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    private record Paid(String customer, String purchase, String event) {}

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<Step, Paid> paid = new EnumMap<>(Step.class);

    InboxCases(CrashShop shop) {
        super(shop, Step.values());
    }

    @Override
    void begin(Step step) {
        String customer = shop.api().customer("none");
        JsonNode begun = shop.begun(customer);
        String session = CrashShop.session(begun);
        shop.stripe().pay(session);
        JsonNode event = completed(session);
        Paid one = new Paid(customer, begun.path("id").asString(), event.path("id").asString());
        paid.put(step, one);
        if (step == Step.COMMITTED) {
            tell(event);
            CrashShop.await("kept", () -> kept(one) == 1);
        } else {
            Hold hold = hold(step, one);
            tell(event);
            shop.awaitReached(hold);
        }
    }

    private Hold hold(Step step, Paid one) {
        return switch (step) {
            case SIGNED -> Hold.event(shop.jdbi(), one.event());
            case BEFORE_EFFECT -> Hold.purchase(shop.jdbi(), one.purchase());
            case CREDIT_GIVEN -> Hold.gate(shop.jdbi(), "given", one.purchase());
            case EFFECT_WRITTEN -> Hold.gate(shop.jdbi(), "done", one.event());
            case EVENT_WRITTEN, COMMITTED -> Hold.gate(shop.jdbi(), "noted", one.event());
        };
    }

    private JsonNode completed(String session) {
        return shop.stripe().objects("event").stream()
                .filter(one -> one.path("type").asString().equals("checkout.session.completed"))
                .filter(
                        one ->
                                one.path("data")
                                        .path("object")
                                        .path("id")
                                        .asString()
                                        .equals(session))
                .findFirst()
                .orElseThrow();
    }

    /** As Stripe does, and nobody reads the answer. */
    private void tell(JsonNode event) {
        byte[] body = event.toString().getBytes(StandardCharsets.UTF_8);
        String signature =
                TimedSignature.sign(List.of(shop.stripe().webhookSecret()), Instant.now(), body);
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(shop.api().origin() + "/webhooks/stripe"))
                        .header("Stripe-Signature", signature)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build();
        var unread = http.sendAsync(request, BodyHandlers.discarding());
        assertThat(unread).isNotNull();
    }

    private long kept(Paid one) {
        return shop.number("SELECT count(*) FROM stripe_event WHERE id = '" + one.event() + "'");
    }

    @Override
    void goOn(Step step) {
        boolean done = step == Step.COMMITTED;
        assertThat(kept(of(step))).isEqualTo(done ? 1 : 0);
        assertThat(shop.ledger(of(step).customer())).hasSize(done ? 2 : 0);
    }

    private Paid of(Step step) {
        return Objects.requireNonNull(paid.get(step));
    }

    void check(Step step) {
        Paid one = of(step);
        assertThat(shop.purchase(one.purchase()).path("status").asString()).isEqualTo("paid");
        assertThat(shop.ledger(one.customer())).containsExactly("purchase 20", "grant 2");
        assertThat(kept(one)).isEqualTo(1);
    }
}
