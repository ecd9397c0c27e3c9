package io.fluxrouter.billing.purchase;

import io.fluxrouter.billing.database.MonthPartitions;
import io.fluxrouter.billing.database.MonthPartitions.Table;
import io.fluxrouter.billing.input.Fields;
import io.fluxrouter.billing.payment.CheckoutState;
import io.fluxrouter.billing.payment.HostedPage;
import io.fluxrouter.billing.payment.PaymentException;
import io.fluxrouter.billing.payment.ReturnUrls;
import io.fluxrouter.billing.payment.StripeCheckout;
import io.fluxrouter.billing.purchase.CreditPurchase.AtStripe;
import io.fluxrouter.billing.purchase.CreditPurchase.Given;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.purchase.PurchaseStatus;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Buys credit: at once in development, else on a page of Stripe's. A purchase of another customer
 * is NOT_FOUND. No connection of the database is held while Stripe is asked. Safe for all threads.
 */
public final class Purchases {
    /** When Stripe is asked about a page that nobody told us of. */
    static final Duration FIRST_LOOK = Duration.ofMinutes(10);

    private final Jdbi jdbi;
    private final Fulfilment fulfilment;
    private final Till till;
    private final InstantSource clock;
    private final MonthPartitions partitions;

    public Purchases(Jdbi jdbi, Fulfilment fulfilment, Till till, InstantSource clock) {
        this.jdbi = jdbi;
        this.fulfilment = fulfilment;
        this.till = till;
        this.clock = clock;
        this.partitions = new MonthPartitions(jdbi);
    }

    /**
     * Begins a purchase, or gives back the one that the customer began with the same idempotency
     * key; CONFLICT for a key of another package. Where Stripe cannot be reached the purchase
     * stays, and the same call goes on with it, by whatever address it comes: the page sends its
     * visitor where the first call said.
     */
    public CreditPurchase buy(NewPurchase wanted) {
        Instant now = now();
        partitions.ensure(Table.TRANSFER, now);
        CreditPurchase begun = jdbi.inTransaction(tx -> begin(tx, wanted, now));
        boolean needsPage =
                begun.status() == PurchaseStatus.PENDING && begun.atStripe().url() == null;
        return till instanceof Till.AtStripe at && needsPage
                ? open(at, begun, wanted.urls())
                : begun;
    }

    public CreditPurchase get(Optional<UUID> customerId, UUID id) {
        return jdbi.withHandle(handle -> PurchaseRows.find(handle, id))
                .filter(one -> customerId.isEmpty() || customerId.get().equals(one.customerId()))
                .orElseThrow(Purchases::unknown);
    }

    /** Newest first. */
    public List<CreditPurchase> list(UUID customerId, int limit) {
        return jdbi.withHandle(handle -> PurchaseRows.of(handle, customerId, limit));
    }

    /**
     * Asks Stripe how it stands and does what that means: for who comes back from the page before
     * its event does, or when that was lost.
     */
    public CreditPurchase refresh(CreditPurchase purchase) {
        String session = purchase.atStripe().session();
        if (session == null || purchase.status().isPaid()) return purchase;
        if (!(till instanceof Till.AtStripe at)) return purchase;
        CheckoutState state = asked(() -> at.checkout().find(session));
        Instant now = now();
        partitions.ensure(Table.TRANSFER, now);
        jdbi.useTransaction(tx -> learn(tx, purchase.id(), state, now));
        return get(Optional.empty(), purchase.id());
    }

    private void learn(Handle tx, UUID id, CheckoutState state, Instant now) {
        if (state.paid()) {
            fulfilment.paid(
                    tx,
                    new Fulfilment.Payment(
                            id, state.paymentIntent(), state.amountCents(), state.currency()),
                    now);
        } else if (state.expired()) {
            fulfilment.expired(tx, id, now);
        }
    }

    private CreditPurchase begin(Handle tx, NewPurchase wanted, Instant now) {
        String key = Fields.optionalText(wanted.idempotencyKey(), "Idempotency-Key");
        CreditPackage offered = Packages.offered(tx, wanted.packageId());
        requireCustomer(tx, wanted.customerId());
        CreditPurchase one =
                new CreditPurchase(
                        UUID.randomUUID(),
                        wanted.customerId(),
                        offered.id(),
                        way(),
                        PurchaseStatus.PENDING,
                        offered.offer(),
                        Money.ZERO,
                        AtStripe.NOTHING,
                        Given.NOTHING,
                        wanted.author(),
                        new CreditPurchase.Times(now, now, null));
        boolean instant = one.way() == PurchaseWay.INSTANT;
        Instant look = instant ? null : now.plus(FIRST_LOOK);
        if (!PurchaseRows.insert(tx, one, key, look)) return begunBefore(tx, wanted);
        if (!instant) PageRows.returnTo(tx, one.id(), wanted.urls());
        if (instant) fulfilment.give(tx, one, null, now);
        return PurchaseRows.find(tx, one.id()).orElseThrow();
    }

    private PurchaseWay way() {
        return switch (till) {
            case Till.AtStripe _ -> PurchaseWay.CHECKOUT;
            case Till.Instant _ -> PurchaseWay.INSTANT;
            case Till.Closed _ ->
                    throw ApiError.of(
                            Refusal.PAYMENTS_UNAVAILABLE,
                            "This installation takes no payments: FLUX_STRIPE is off.");
        };
    }

    private static CreditPurchase begunBefore(Handle tx, NewPurchase wanted) {
        String key = String.valueOf(wanted.idempotencyKey());
        CreditPurchase before =
                PurchaseRows.byKey(tx, wanted.customerId(), key).orElseThrow(Purchases::unknown);
        if (!wanted.packageId().equals(before.packageId())) {
            throw ApiError.of(
                    Refusal.CONFLICT,
                    "This Idempotency-Key was used for another call.",
                    "Idempotency-Key");
        }
        return before;
    }

    private CreditPurchase open(Till.AtStripe at, CreditPurchase purchase, ReturnUrls ifNoneKept) {
        PageRows.Wanted wanted =
                jdbi.withHandle(handle -> PageRows.wanted(handle, purchase.id(), ifNoneKept));
        HostedPage page = asked(() -> page(at, purchase, wanted));
        return jdbi.inTransaction(
                tx -> {
                    PurchaseMoves.opened(tx, purchase.id(), page.id(), page.url(), now());
                    return PurchaseRows.find(tx, purchase.id()).orElseThrow();
                });
    }

    /** Stripe keeps a failure of its own as the answer, so who asks again needs another key. */
    private HostedPage page(Till.AtStripe at, CreditPurchase purchase, PageRows.Wanted wanted) {
        StripeCheckout.Order order =
                new StripeCheckout.Order(
                        purchase.id(),
                        at.cards().stripeId(purchase.customerId()),
                        title(purchase),
                        purchase.offer().price().cents(),
                        wanted.tries());
        try {
            return at.checkout().pay(order, wanted.urls().naming(purchase.id()));
        } catch (PaymentException failure) {
            boolean stripeFailed = failure.kind() == PaymentException.Kind.FAILED;
            Instant look = now().plus(FIRST_LOOK);
            jdbi.useTransaction(
                    tx -> Attempts.PURCHASES.again(tx, purchase.id(), stripeFailed, look));
            throw failure;
        }
    }

    /** What the customer reads on the page and on the card's statement. */
    static String title(CreditPurchase purchase) {
        return "Credit of $" + purchase.offer().credit().plus(purchase.offer().bonus()).toDecimal();
    }

    /** Stripe's failures as a caller may see them. */
    private static <T> T asked(Supplier<T> call) {
        try {
            return call.get();
        } catch (PaymentException failure) {
            throw ApiError.of(
                    Refusal.PAYMENTS_UNAVAILABLE,
                    "Payments are not available right now. Nothing was charged; try again.");
        }
    }

    /** One of the operator's own, who is there. */
    static void requireCustomer(Handle tx, UUID customerId) {
        boolean known =
                tx.createQuery(
                                """
                                SELECT c.id FROM customer c JOIN spend_account a ON a.id = c.id
                                WHERE c.id = :id AND c.archived_at IS NULL FOR SHARE OF c
                                """)
                        .bind("id", customerId)
                        .mapTo(UUID.class)
                        .findOne()
                        .isPresent();
        if (known) return;
        throw ApiError.of(Refusal.NOT_FOUND, "There is no such customer.", "customer_id");
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static ApiError unknown() {
        return ApiError.of(Refusal.NOT_FOUND, "There is no such purchase.", "id");
    }
}
