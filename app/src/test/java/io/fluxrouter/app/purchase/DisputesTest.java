package io.fluxrouter.app.purchase;

import static io.fluxrouter.app.purchase.Shop.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Payments that are called back by the bank. Closing the shop compares the money. */
class DisputesTest extends ShopTest {
    private String pack;

    @BeforeAll
    void offer() {
        pack = shop.pack("\"price_usd\": 20");
    }

    private record Bought(String customer, String key, String intent) {}

    private Bought bought() {
        String customer = shop.api().customer("none");
        JsonNode begun = shop.begun(customer, pack);
        String session = Shop.session(begun);
        shop.stripe().pay(session);
        String key = shop.api().key(customer);
        await("served", () -> shop.api().chat(key, Shop.CHAT).status() == 200);
        String intent = shop.stripe().object(session).path("payment_intent").asString();
        return new Bought(customer, key, intent);
    }

    private boolean isOnHold(Bought one) {
        return shop.api().chat(one.key(), Shop.CHAT).errorCode().equals("account_on_hold");
    }

    private List<String> told(String dispute) {
        return shop.jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                """
                                                SELECT convert_from(body, 'UTF8')::jsonb -> 'data' ->> 'status' FROM webhook_event
                                                WHERE type = 'payment.disputed'
                                                  AND convert_from(body, 'UTF8')::jsonb -> 'data' ->> 'dispute_id' = :id
                                                ORDER BY at
                                                """)
                                        .bind("id", dispute)
                                        .mapTo(String.class)
                                        .list());
    }

    @Test
    void a_dispute_takes_the_credit_and_holds_the_customer_until_it_is_won() {
        Bought one = bought();
        String dispute = shop.stripe().dispute(one.intent());
        await("on hold", () -> isOnHold(one));
        assertThat(shop.ledger(one.customer())).anyMatch(line -> line.startsWith("refund "));
        shop.stripe().closeDispute(dispute, true);
        await("served again", () -> shop.api().chat(one.key(), Shop.CHAT).status() == 200);
        shop.quiet();
        assertThat(told(dispute)).containsExactly("open", "won");
    }

    @Test
    void a_dispute_that_is_lost_leaves_the_hold_to_the_operator() {
        Bought one = bought();
        String dispute = shop.stripe().dispute(one.intent());
        shop.stripe().closeDispute(dispute, false);
        await("told", () -> told(dispute).equals(List.of("open", "lost")));
        assertThat(isOnHold(one)).isTrue();
    }

    @Test
    void what_was_won_before_anybody_heard_of_it_changes_nothing() {
        Bought one = bought();
        shop.node().app().settle();
        List<String> before = shop.ledger(one.customer());
        shop.stripe().webhooks().hold();
        String dispute = shop.stripe().dispute(one.intent());
        shop.stripe().closeDispute(dispute, true);
        shop.stripe().webhooks().releaseReversed();
        shop.quiet();
        assertThat(told(dispute)).containsExactly("won");
        assertThat(shop.ledger(one.customer())).isEqualTo(before);
        assertThat(isOnHold(one)).isFalse();
    }
}
