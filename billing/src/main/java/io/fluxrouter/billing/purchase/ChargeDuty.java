package io.fluxrouter.billing.purchase;

import io.fluxrouter.billing.access.Organization;
import io.fluxrouter.billing.card.CardOnFile;
import io.fluxrouter.billing.card.Cards;
import io.fluxrouter.billing.database.MonthPartitions;
import io.fluxrouter.billing.database.MonthPartitions.Table;
import io.fluxrouter.billing.duty.Backoff;
import io.fluxrouter.billing.payment.PaymentException;
import io.fluxrouter.billing.payment.PaymentException.Kind;
import io.fluxrouter.billing.payment.PaymentState;
import io.fluxrouter.billing.payment.StripeCheckout;
import io.fluxrouter.billing.payment.StripePayments;
import io.fluxrouter.billing.webhook.EventType;
import io.fluxrouter.billing.webhook.Outbox;
import io.fluxrouter.billing.webhook.OutgoingEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Charges the card on file for purchases that were begun by themselves. Who takes one up that
 * somebody began to charge looks first whether the payment is there.
 */
public final class ChargeDuty extends ClaimingDuty {
    private static final Duration LOOK_AGAIN = Duration.ofHours(1);

    private final StripePayments stripe;
    private final Cards cards;
    private final Fulfilment fulfilment;
    private final MonthPartitions partitions;

    public ChargeDuty(
            Jdbi jdbi,
            StripePayments stripe,
            Cards cards,
            Fulfilment fulfilment,
            InstantSource clock) {
        super(jdbi, clock);
        this.stripe = stripe;
        this.cards = cards;
        this.fulfilment = fulfilment;
        this.partitions = new MonthPartitions(jdbi);
    }

    @Override
    public String name() {
        return "charges";
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(1);
    }

    @Override
    Optional<Claimed> claim(Handle tx, Instant now) {
        return PurchaseMoves.claim(tx, PurchaseWay.AUTOMATIC, now, now.plus(Backoff.CLAIM));
    }

    @Override
    void work(Claimed claimed) {
        CreditPurchase purchase =
                jdbi.withHandle(handle -> PurchaseRows.find(handle, claimed.id()).orElseThrow());
        Optional<CardOnFile> card = cards.onFile(purchase.customerId());
        if (card.isEmpty()) {
            refused(purchase, "no card on file");
            return;
        }
        try {
            learn(purchase, state(claimed, purchase, card.get()));
        } catch (PaymentException failure) {
            if (failure.kind() == Kind.REFUSED) {
                refused(purchase, String.valueOf(failure.getMessage()));
            } else {
                Instant next = now().plus(Backoff.after(claimed.attempts()));
                boolean stripeFailed = failure.kind() == Kind.FAILED;
                jdbi.useTransaction(
                        tx -> Attempts.PURCHASES.again(tx, claimed.id(), stripeFailed, next));
            }
        }
    }

    private PaymentState state(Claimed claimed, CreditPurchase purchase, CardOnFile card) {
        String customer = cards.stripeId(purchase.customerId());
        if (claimed.attempts() > 1) {
            Optional<PaymentState> there = there(purchase.id(), customer);
            if (there.isPresent()) return there.get();
        }
        return stripe.charge(
                new StripePayments.CardCharge(
                        purchase.id(),
                        customer,
                        card.card().id(),
                        purchase.offer().price().cents(),
                        Purchases.title(purchase),
                        claimed.tries()));
    }

    private Optional<PaymentState> there(UUID purchaseId, String stripeCustomer) {
        return stripe.list(stripeCustomer).stream()
                .filter(
                        one ->
                                purchaseId
                                        .toString()
                                        .equals(one.metadata().get(StripeCheckout.PURCHASE)))
                .findFirst();
    }

    private void learn(CreditPurchase purchase, PaymentState state) {
        if (state.succeeded()) {
            Instant now = now();
            partitions.ensure(Table.TRANSFER, now);
            jdbi.useTransaction(
                    tx -> {
                        fulfilment.paid(
                                tx,
                                new Fulfilment.Payment(
                                        purchase.id(),
                                        state.id(),
                                        state.receivedCents(),
                                        state.currency()),
                                now);
                        AutoTopupRows.succeeded(tx, purchase.customerId());
                    });
        } else if (state.status().equals("processing")) {
            Instant next = now().plus(LOOK_AGAIN);
            jdbi.useTransaction(tx -> Attempts.PURCHASES.again(tx, purchase.id(), false, next));
        } else {
            refused(purchase, Objects.requireNonNullElse(state.failure(), state.status()));
        }
    }

    /** Once more later, and after the third time in a row not by itself any more. */
    private void refused(CreditPurchase purchase, String why) {
        Instant now = now();
        jdbi.useTransaction(
                tx -> {
                    fulfilment.failed(tx, purchase.id(), why, now);
                    UUID customer = purchase.customerId();
                    int before =
                            AutoTopupRows.find(tx, customer).map(AutoTopup::failures).orElse(0);
                    AutoTopupRows.failed(tx, customer, now.plus(Duration.ofHours(1L << before)));
                    if (before + 1 >= AutoTopup.MOST_FAILURES) turnOff(tx, customer, why, now);
                });
    }

    private static void turnOff(Handle tx, UUID customerId, String why, Instant now) {
        AutoTopupRows.disable(tx, customerId, why, now);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("customer_id", customerId);
        data.put("reason", why);
        Outbox.put(
                tx,
                new OutgoingEvent(Organization.OPERATOR, EventType.AUTO_TOPUP_DISABLED, data, now));
    }
}
