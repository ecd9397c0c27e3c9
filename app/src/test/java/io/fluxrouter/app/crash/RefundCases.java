package io.fluxrouter.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.TestApi.Answer;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/**
 * Giving money back. The claim of who died runs out, and somebody else goes on; who asked and got
 * no answer asks again.
 */
final class RefundCases extends StepCases<RefundCases.Step> {
    private static final String BODY = "{\"amount_usd\": 5, \"reason\": \"asked for\"}";

    /** Where the server dies. */
    enum Step {
        TAKEN("the credit is taken and the row written, and not committed"),
        BEFORE_STRIPE("the refund is claimed, and Stripe not yet asked"),
        AT_STRIPE("Stripe has given the money back, and has not answered"),
        MARKED("the refund is marked as done, and not committed"),
        COMMITTED("the refund is committed, and Stripe's event not yet here");

        private final String words;

        Step(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    private record Bought(String customer, String purchase, String intent) {}

    private final Map<Step, Bought> bought = new EnumMap<>(Step.class);

    RefundCases(CrashShop shop) {
        super(shop, Step.values());
    }

    @Override
    void begin(Step step) {
        Bought one = buy();
        bought.put(step, one);
        switch (step) {
            case TAKEN -> atGate("taken", one);
            case BEFORE_STRIPE -> atStripe("hold-before", one);
            case AT_STRIPE -> atStripe("hold-after", one);
            case MARKED -> atGate("back", one);
            case COMMITTED -> {
                ask(one);
                CrashShop.await("done", () -> status(one).equals("partly_refunded"));
            }
        }
    }

    /** Paid, and learnt without an event. */
    private Bought buy() {
        String customer = shop.api().customer("none");
        JsonNode begun = shop.begun(customer);
        String session = CrashShop.session(begun);
        shop.stripe().pay(session);
        String id = begun.path("id").asString();
        Answer learnt = shop.api().admin("POST", "/v1/credit_purchases/" + id + "/refresh", "");
        assertThat(learnt.json().path("status").asString()).isEqualTo("paid");
        String intent = shop.stripe().object(session).path("payment_intent").asString();
        return new Bought(customer, id, intent);
    }

    private void atGate(String gate, Bought one) {
        Hold hold = Hold.gate(shop.jdbi(), gate, one.purchase());
        ask(one);
        shop.awaitReached(hold);
    }

    private void atStripe(String fault, Bought one) {
        shop.stripe().faults().next(1, "POST", "/v1/refunds", fault);
        ask(one);
        shop.awaitHanging();
    }

    private void ask(Bought one) {
        shop.ask(path(one), BODY, key(one));
    }

    private static String path(Bought one) {
        return "/v1/credit_purchases/" + one.purchase() + "/refund";
    }

    private static Map<String, String> key(Bought one) {
        return Map.of("Idempotency-Key", one.purchase());
    }

    private String status(Bought one) {
        return shop.purchase(one.purchase()).path("status").asString();
    }

    /** Two minutes go by. */
    @Override
    public void dead() {
        shop.run(
                "UPDATE credit_refund SET next_attempt_at = now() WHERE next_attempt_at IS NOT NULL");
    }

    /** Who got no answer asks again, with the same key, and this time gets one. */
    @Override
    void goOn(Step step) {
        Bought one = Objects.requireNonNull(bought.get(step));
        if (step == Step.TAKEN) {
            assertThat(shop.ledger(one.customer())).containsExactly("purchase 20", "grant 2");
        }
        Answer again = shop.api().admin("POST", path(one), BODY, key(one));
        assertThat(again.status()).as("%s: %s", step, again.text()).isEqualTo(201);
    }

    void check(Step step) {
        Bought one = Objects.requireNonNull(bought.get(step));
        CrashShop.await("back", () -> status(one).equals("partly_refunded"));
        assertThat(shop.ledger(one.customer()))
                .containsExactly("purchase 20", "grant 2", "refund 5", "refund 0.5");
        assertThat(shop.stripe().objects("refund"))
                .filteredOn(it -> it.path("payment_intent").asString().equals(one.intent()))
                .singleElement()
                .satisfies(it -> assertThat(it.path("amount").asLong()).isEqualTo(500));
    }
}
