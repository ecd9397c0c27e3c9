package io.fluxrouter.simulator.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.exception.StripeException;
import com.stripe.model.Customer;
import com.stripe.model.checkout.Session;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A simulator that is stopped and started again with its file. */
class MemoryTest {
    @Test
    void what_was_there_is_there_again_and_what_nobody_took_is_sent(@TempDir Path directory)
            throws StripeException {
        StripeSettings settings =
                StripeSettings.defaults()
                        .withWebhookRetries(Duration.ofMinutes(1))
                        .withFile(directory.resolve("stripe.json"));
        Customer customer;
        Session session;
        try (Shop shop = new Shop(settings)) {
            customer = shop.customer();
            shop.receiver.await("customer.created");
            Receiver.await("taken", () -> shop.stripe.webhooks().outstanding() == 0);
            session = shop.credit(customer, 500);
            shop.receiver.status = 500;
            shop.stripe.pay(session.getId());
            shop.receiver.await("payment_intent.created");
        }

        try (Shop shop = new Shop(settings.withSeed(2))) {
            assertThat(shop.client.v1().customers().retrieve(customer.getId()).getEmail())
                    .isEqualTo(customer.getEmail());
            assertThat(shop.session(session.getId()).getPaymentStatus()).isEqualTo("paid");
            assertThat(session.getUrl()).startsWith(shop.stripe.baseUrl());
            assertThat(shop.stripe.cash().net()).isEqualTo(1_000);
            shop.receiver.await("checkout.session.completed");
            assertThat(shop.receiver.types()).doesNotContain("customer.created");
        }
    }
}
