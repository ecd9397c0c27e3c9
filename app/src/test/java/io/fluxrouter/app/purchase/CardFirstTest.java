package io.fluxrouter.app.purchase;

import static io.fluxrouter.app.purchase.Shop.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.TestApi.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** In production a card is left before anything is served, and on Free it is never charged. */
class CardFirstTest extends ShopTest {
    private static final List<String> CHARGES =
            List.of("/v1/payment_intents", "/v1/charges", "/v1/invoices", "/v1/invoiceitems");

    CardFirstTest() {
        super(Map.of("FLUX_MODE", "production"));
    }

    @Test
    void no_key_serves_before_the_card_is_on_file() {
        String customer = shop.api().customer("free");
        String key = shop.api().key(customer);
        Answer refused = shop.api().chat(key, Shop.CHAT);
        assertThat(refused.status()).isEqualTo(402);
        assertThat(refused.errorCode()).isEqualTo("payment_method_required");
        shop.leaveCard(customer, "pm_card_visa");
        await("served", () -> shop.api().chat(key, Shop.CHAT).status() == 200);
        assertThat(
                        shop.api()
                                .get("/v1/payment_methods", key)
                                .json()
                                .path("data")
                                .get(0)
                                .path("last4")
                                .asString())
                .isEqualTo("4242");
    }

    @Test
    void a_lost_event_of_a_card_is_made_up_for_by_whoever_comes_back() {
        String customer = shop.api().customer("free");
        String key = shop.api().key(customer);
        shop.stripe().webhookFaults().always("drop");
        Answer page =
                shop.api()
                        .admin(
                                "POST",
                                "/v1/checkout/setup",
                                "{\"customer_id\": \"" + customer + "\"}");
        shop.stripe().pay(Shop.session(page.json()));
        shop.stripe().webhookFaults().clear();
        assertThat(shop.api().get("/v1/payment_methods", key).json().path("data").size()).isZero();
        assertThat(
                        shop.api()
                                .admin(
                                        "POST",
                                        "/v1/payment_methods/refresh?customer_id=" + customer,
                                        "")
                                .json()
                                .path("data")
                                .size())
                .isEqualTo(1);
        await("served", () -> shop.api().chat(key, Shop.CHAT).status() == 200);
    }

    @Test
    void free_is_never_charged() {
        String customer = shop.api().customer("free");
        String key = shop.api().key(customer);
        shop.leaveCard(customer, "pm_card_visa");
        shop.jdbi()
                .useHandle(
                        handle ->
                                handle.execute(
                                        "UPDATE spend_account SET cap_nanos = 100000"
                                                + " WHERE id = CAST(? AS uuid)",
                                        customer));
        await(
                "used up",
                () -> {
                    int status = shop.api().chat(key, Shop.CHAT).status();
                    return status == 402;
                });
        shop.node().app().settle();
        assertThat(shop.stripe().requests())
                .noneMatch(
                        one ->
                                one.method().equals("POST")
                                        && CHARGES.stream().anyMatch(one.path()::startsWith));
        assertThat(shop.stripe().cash().collected()).isZero();
    }
}
