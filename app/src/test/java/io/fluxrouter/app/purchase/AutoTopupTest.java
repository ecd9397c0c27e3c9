package io.fluxrouter.app.purchase;

import static io.fluxrouter.app.purchase.Shop.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.TestApi.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Credit that is bought by itself, within its bounds, and a card that has to be there first. */
class AutoTopupTest extends ShopTest {
    private Answer order(String customer, String more) {
        return shop.api()
                .admin(
                        "PUT",
                        "/v1/auto_topup",
                        "{\"customer_id\": \"%s\", \"threshold_usd\": 5, %s}"
                                .formatted(customer, more));
    }

    private long purchases(String customer, String status) {
        return shop.api()
                .admin("GET", "/v1/credit_purchases?customer_id=" + customer, "")
                .json()
                .path("data")
                .valueStream()
                .filter(one -> one.path("status").asString().equals(status))
                .count();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "cut-after", "fail-after=500"})
    void little_credit_is_topped_up_once_whatever_the_call_came_to(String fault) {
        String customer = shop.api().customer("none");
        shop.leaveCard(customer, "pm_card_visa");
        if (!fault.isEmpty()) shop.stripe().faults().next(1, "POST", "/v1/payment_intents", fault);
        long before = shop.stripe().cash().collected();
        assertThat(order(customer, "\"amount_usd\": 10, \"monthly_limit_usd\": 100").status())
                .isEqualTo(200);
        await("bought", () -> purchases(customer, "paid") == 1);
        shop.quiet();
        assertThat(shop.ledger(customer)).containsExactly("purchase 10 = 10");
        assertThat(shop.stripe().cash().collected() - before).isEqualTo(1_000);
    }

    @Test
    void the_month_has_a_bound() {
        String customer = shop.api().customer("none");
        shop.leaveCard(customer, "pm_card_visa");
        String pack = shop.pack("\"price_usd\": 2, \"expires_after_days\": 30");
        assertThat(
                        order(
                                        customer,
                                        "\"package_id\": \""
                                                + pack
                                                + "\", \"monthly_limit_usd\": 4.50")
                                .status())
                .isEqualTo(200);
        await("the bound", () -> !topup(customer, "retry_at").isEmpty());
        assertThat(shop.ledger(customer)).containsExactly("purchase 2 = 2", "purchase 2 = 4");
        assertThat(topup(customer, "is_enabled")).isEqualTo("true");
    }

    private String topup(String customer, String field) {
        return shop.api()
                .admin("GET", "/v1/auto_topup?customer_id=" + customer, "")
                .json()
                .path(field)
                .asString("");
    }

    @Test
    void a_card_that_is_refused_three_times_turns_it_off() {
        String customer = shop.api().customer("none");
        shop.leaveCard(customer, "pm_card_chargeCustomerFail");
        assertThat(order(customer, "\"amount_usd\": 10, \"monthly_limit_usd\": 100").status())
                .isEqualTo(200);
        for (int failures = 1; failures <= 3; failures++) {
            String expected = Integer.toString(failures);
            await(expected + " failures", () -> topup(customer, "failures").equals(expected));
            shop.jdbi()
                    .useHandle(
                            handle ->
                                    handle.execute(
                                            "UPDATE auto_topup SET retry_at = NULL"
                                                    + " WHERE customer_id = CAST(? AS uuid)",
                                            customer));
        }
        assertThat(topup(customer, "is_enabled")).isEqualTo("false");
        assertThat(topup(customer, "disabled_reason")).isNotEmpty();
        assertThat(purchases(customer, "failed")).isEqualTo(3);
        assertThat(shop.ledger(customer)).isEmpty();
        int told =
                shop.jdbi()
                        .withHandle(
                                handle ->
                                        handle.createQuery(
                                                        """
                                                        SELECT count(*) FROM webhook_event
                                                        WHERE type = 'auto_topup.disabled'
                                                        """)
                                                .mapTo(Integer.class)
                                                .one());
        assertThat(told).isEqualTo(1);
    }

    @Test
    void an_order_needs_a_card_and_a_plan_that_may_be_charged() {
        String nobody = shop.api().customer("none");
        assertThat(order(nobody, "\"amount_usd\": 10, \"monthly_limit_usd\": 100").status())
                .isEqualTo(409);
        String free = shop.api().customer("free");
        shop.leaveCard(free, "pm_card_visa");
        assertThat(order(free, "\"amount_usd\": 10, \"monthly_limit_usd\": 100").status())
                .isEqualTo(409);
        assertThat(order(nobody, "\"amount_usd\": 10, \"monthly_limit_usd\": 9").status())
                .isEqualTo(400);
        assertThat(order(nobody, "\"monthly_limit_usd\": 9").status()).isEqualTo(400);
    }
}
