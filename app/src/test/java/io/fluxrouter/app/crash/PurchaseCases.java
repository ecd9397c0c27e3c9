package io.fluxrouter.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.TestApi.Answer;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** Buying a package, up to its page. Who asked asks again with the same key, and pays. */
final class PurchaseCases extends StepCases<PurchaseCases.Step> {
    /** Where the server dies. */
    enum Step {
        WRITTEN("its row is written, and not committed"),
        BEFORE_CUSTOMER("its row is committed, and Stripe not yet asked for a customer"),
        CUSTOMER_MADE("Stripe has made the customer, and has not answered"),
        BEFORE_PAGE("the customer is kept, and Stripe not yet asked for a page"),
        PAGE_MADE("Stripe has made the page, and has not answered"),
        PAGE_WRITTEN("the page is written, and not committed"),
        PAGE_KEPT("the page is committed, and the answer lost");

        private final String words;

        Step(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    private final Map<Step, String> customers = new EnumMap<>(Step.class);
    private final Map<Step, String> purchases = new EnumMap<>(Step.class);

    PurchaseCases(CrashShop shop) {
        super(shop, Step.values());
    }

    @Override
    void begin(Step step) {
        String customer = shop.api().customer("none");
        customers.put(step, customer);
        switch (step) {
            case WRITTEN -> atGate("begun", step);
            case BEFORE_CUSTOMER -> atStripe("/v1/customers", "hold-before", step);
            case CUSTOMER_MADE -> atStripe("/v1/customers", "hold-after", step);
            case BEFORE_PAGE -> atStripe("/v1/checkout/sessions", "hold-before", step);
            case PAGE_MADE -> atStripe("/v1/checkout/sessions", "hold-after", step);
            case PAGE_WRITTEN -> atGate("opened", step);
            case PAGE_KEPT ->
                    assertThat(shop.buy(customer, key(step)).json().path("checkout_url").asString())
                            .isNotEmpty();
        }
    }

    private void atGate(String gate, Step step) {
        Hold hold = Hold.gate(shop.jdbi(), gate, customer(step));
        ask(step);
        shop.awaitReached(hold);
    }

    private void atStripe(String path, String fault, Step step) {
        shop.stripe().faults().next(1, "POST", path, fault);
        ask(step);
        shop.awaitHanging();
    }

    private void ask(Step step) {
        shop.ask("/v1/credit_purchases", shop.order(customer(step)), key(step));
    }

    private static Map<String, String> key(Step step) {
        return Map.of("Idempotency-Key", "bought-" + step.name());
    }

    private String customer(Step step) {
        return Objects.requireNonNull(customers.get(step));
    }

    @Override
    void goOn(Step step) {
        Answer again = shop.buy(customer(step), key(step));
        assertThat(again.status()).as("%s: %s", step, again.text()).isEqualTo(201);
        purchases.put(step, again.json().path("id").asString());
        shop.stripe().pay(CrashShop.session(again.json()));
    }

    /** One purchase, paid once. */
    void check(Step step) {
        String purchase = Objects.requireNonNull(purchases.get(step));
        CrashShop.await(
                "paid", () -> shop.purchase(purchase).path("status").asString().equals("paid"));
        assertThat(shop.ledger(customer(step))).containsExactly("purchase 20", "grant 2");
        assertThat(shop.atStripe("payment_intent", "purchase_id", purchase)).isEqualTo(1);
        assertThat(
                        shop.number(
                                "SELECT count(*) FROM credit_purchase WHERE customer_id = '"
                                        + customer(step)
                                        + "'"))
                .isEqualTo(1);
    }
}
