package io.fluxrouter.simulator.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.SignatureVerificationException;
import com.stripe.exception.StripeException;
import com.stripe.model.Customer;
import com.stripe.model.Event;
import com.stripe.model.PaymentIntent;
import com.stripe.net.RequestOptions;
import com.stripe.net.Webhook;
import com.stripe.param.EventListParams;
import com.stripe.param.RefundCreateParams;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Random histories of a shop whose line is bad: the money adds up, and every event arrives that was
 * not lost on order. More of them: {@code -Dhistories=100}; the same again: {@code -Dseed=1}.
 */
class RandomHistoryTest {
    private static final int HISTORIES = Integer.getInteger("histories", 3);
    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final List<String> CARDS =
            List.of("pm_card_visa", "pm_card_chargeDeclined", "pm_card_chargeCustomerFail");
    private static final List<String> WEBHOOK_FAULTS =
            List.of("duplicate=3", "delay=5", "wrong-signature", "old-timestamp", "truncate", "");

    @Test
    void money_and_events_add_up() throws StripeException {
        System.out.println("seed of the histories: " + SEED);
        for (int i = 0; i < HISTORIES; i++) run(new Random(SEED + i));
    }

    private static void run(Random random) throws StripeException {
        StripeSettings settings =
                StripeSettings.defaults()
                        .withSeed(random.nextLong())
                        .withWebhookRetries(Duration.ofMillis(1), Duration.ofMillis(2));
        try (Shop shop = new Shop(settings)) {
            shop.receiver.believes = webhook -> genuine(shop, webhook);
            Customer customer = shop.customer();
            List<PaymentIntent> paid = new ArrayList<>();
            long expected = 0;
            for (int step = 0; step < 30; step++) {
                spoil(shop, random);
                expected +=
                        random.nextInt(3) < 2
                                ? buy(shop, customer, random, paid)
                                : giveBack(shop, random, paid);
                assertThat(shop.stripe.cash().net()).isEqualTo(expected);
            }
            shop.stripe.webhooks().releaseShuffled(random.nextLong());
            Receiver.await("all events", () -> shop.stripe.webhooks().outstanding() == 0);
            assertThat(arrived(shop)).containsAll(all(shop));
        }
    }

    private static void spoil(Shop shop, Random random) {
        shop.stripe
                .webhookFaults()
                .next(1, WEBHOOK_FAULTS.get(random.nextInt(WEBHOOK_FAULTS.size())));
        if (random.nextInt(10) == 0) shop.stripe.webhooks().hold();
        if (random.nextInt(10) == 0) shop.stripe.webhooks().releaseReversed();
        boolean cut = random.nextInt(3) == 0 && shop.stripe.faults().waiting() == 0;
        if (cut) shop.stripe.faults().next(1, "cut-after");
    }

    private static RequestOptions once(Random random) {
        return RequestOptions.builder().setIdempotencyKey("k" + random.nextLong()).build();
    }

    private interface Call<T> {
        T run() throws StripeException;
    }

    /** A repetition under the same key finds what a cut line has hidden. */
    private static <T> T retried(Call<T> call) throws StripeException {
        try {
            return call.run();
        } catch (ApiConnectionException cut) {
            return call.run();
        }
    }

    private static long buy(Shop shop, Customer customer, Random random, List<PaymentIntent> paid)
            throws StripeException {
        String card = CARDS.get(random.nextInt(CARDS.size()));
        long cents = 50L + random.nextInt(5_000);
        try {
            var params = shop.payment(customer, card, cents).build();
            var once = once(random);
            paid.add(retried(() -> shop.client.v1().paymentIntents().create(params, once)));
            return cents;
        } catch (CardException refused) {
            return 0;
        }
    }

    private static long giveBack(Shop shop, Random random, List<PaymentIntent> paid)
            throws StripeException {
        if (paid.isEmpty()) return 0;
        PaymentIntent one = paid.get(random.nextInt(paid.size()));
        long cents = 1L + random.nextInt(3_000);
        try {
            var params =
                    RefundCreateParams.builder().setPaymentIntent(one.getId()).setAmount(cents);
            shop.client(2).v1().refunds().create(params.build());
            return -cents;
        } catch (InvalidRequestException tooMuch) {
            return 0;
        }
    }

    /** What the shop could believe. */
    private static Set<String> arrived(Shop shop) {
        Set<String> ids = new HashSet<>();
        for (Receiver.Webhook webhook : shop.receiver.webhooks()) {
            if (genuine(shop, webhook)) ids.add(webhook.id());
        }
        return ids;
    }

    private static boolean genuine(Shop shop, Receiver.Webhook webhook) {
        String secret = shop.stripe.webhookSecret();
        try {
            Webhook.constructEvent(webhook.body(), webhook.signature(), secret);
            return true;
        } catch (SignatureVerificationException forged) {
            return false;
        }
    }

    private static Set<String> all(Shop shop) throws StripeException {
        Set<String> ids = new HashSet<>();
        var params = EventListParams.builder().setLimit(100L).build();
        for (Event event : shop.client.v1().events().list(params).autoPagingIterable())
            ids.add(event.getId());
        return ids;
    }
}
