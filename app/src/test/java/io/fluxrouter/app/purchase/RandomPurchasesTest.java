package io.fluxrouter.app.purchase;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.TestApi.Answer;
import io.fluxrouter.core.money.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Random histories of purchases, refunds, corrections and requests, with events that are lost,
 * doubled and late: once Stripe was compared with us, every purchase that was paid there is paid
 * here and no other, and closing the shop finds the books sound and Stripe's money in them. More
 * histories: {@code -Dhistories=1000}.
 */
class RandomPurchasesTest {
    private static final int HISTORIES = Integer.getInteger("histories", 10);
    private static final int STEPS = 12;

    @Test
    void whatever_happens_stripes_money_is_ours() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        try (Shop shop = Shop.open()) {
            String pack = shop.pack("\"price_usd\": 9.99, \"credit_usd\": 11, \"bonus_usd\": 1");
            String cheap = shop.pack("\"price_usd\": 3, \"credit_usd\": \"2.5\"");
            for (int i = 0; i < HISTORIES; i++) {
                new History(shop, random, List.of(pack, cheap)).run();
            }
            shop.stripe().webhookFaults().clear();
            shop.quiet();
            JsonNode repaired = shop.api().admin("POST", "/v1/reconcile", "").json();
            repaired.path("differences")
                    .forEach(
                            one ->
                                    assertThat(one.path("repaired").asBoolean())
                                            .as("seed %d: %s", seed, one)
                                            .isTrue());
            JsonNode again = shop.api().admin("POST", "/v1/reconcile", "").json();
            assertThat(again.path("differences").size()).as("seed %d: %s", seed, again).isZero();
        }
    }

    /** What happens to one customer. */
    private static final class History {
        private final Shop shop;
        private final Random random;
        private final List<String> packs;
        private final String customer;
        private final String key;
        private final List<JsonNode> purchases = new ArrayList<>();

        History(Shop shop, Random random, List<String> packs) {
            this.shop = shop;
            this.random = random;
            this.packs = packs;
            this.customer = shop.api().customer("none");
            this.key = shop.api().key(customer);
        }

        void run() {
            for (int step = 0; step < STEPS; step++) {
                shop.stripe()
                        .webhookFaults()
                        .always(
                                List.of("", "", "drop", "duplicate=3", "delay=30")
                                        .get(random.nextInt(5)));
                step();
            }
            checkBalance();
        }

        private void step() {
            switch (random.nextInt(6)) {
                case 0, 1 -> buy();
                case 2 -> shop.api().chat(key, Shop.CHAT);
                case 3 -> refund();
                case 4 -> adjust();
                default -> refresh();
            }
        }

        private void buy() {
            JsonNode begun = shop.begun(customer, packs.get(random.nextInt(packs.size())));
            purchases.add(begun);
            if (random.nextInt(5) == 0) shop.stripe().expire(Shop.session(begun));
            else shop.stripe().pay(Shop.session(begun));
        }

        private String any() {
            return purchases.get(random.nextInt(purchases.size())).path("id").asString();
        }

        private void refund() {
            if (purchases.isEmpty()) return;
            String cents = Money.ofCents(1 + random.nextInt(400)).toDecimal();
            Answer answer =
                    shop.api()
                            .admin(
                                    "POST",
                                    "/v1/credit_purchases/" + any() + "/refund",
                                    "{\"amount_usd\": \"" + cents + "\", \"reason\": \"random\"}");
            assertThat(answer.status()).as(answer.text()).isIn(201, 400, 409);
        }

        private void adjust() {
            String amount =
                    Money.ofNanos(random.nextLong(-2_000_000_000L, 2_000_000_000L)).toDecimal();
            if (amount.equals("0")) return;
            Answer answer =
                    shop.api()
                            .admin(
                                    "POST",
                                    "/v1/customers/" + customer + "/adjustments",
                                    "{\"amount_usd\": \"" + amount + "\", \"reason\": \"random\"}",
                                    Map.of());
            assertThat(answer.status()).as(answer.text()).isIn(201, 400);
        }

        private void refresh() {
            if (purchases.isEmpty()) return;
            shop.api().admin("POST", "/v1/credit_purchases/" + any() + "/refresh", "");
        }

        /** The balance after the newest transaction is what is left of all grants. */
        private void checkBalance() {
            List<String> ledger = shop.ledger(customer);
            if (ledger.isEmpty()) return;
            String last = ledger.getLast();
            assertThat(last).doesNotContain("= -");
        }
    }
}
