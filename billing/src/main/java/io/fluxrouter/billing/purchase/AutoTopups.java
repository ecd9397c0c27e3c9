package io.fluxrouter.billing.purchase;

import io.fluxrouter.billing.input.Fields;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Customers' orders to buy credit by itself. Safe for all threads. */
public final class AutoTopups {
    private final Jdbi jdbi;
    private final InstantSource clock;

    public AutoTopups(Jdbi jdbi, InstantSource clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    public Optional<AutoTopup> find(UUID customerId) {
        return jdbi.withHandle(handle -> AutoTopupRows.find(handle, customerId));
    }

    /**
     * Makes or replaces the order. Throws an {@link ApiError}: INVALID_VALUE that names the field,
     * CONFLICT for a customer without a card, or on a plan that is never charged.
     */
    public AutoTopup put(AutoTopupTerms terms) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return jdbi.inTransaction(
                tx -> {
                    Purchases.requireCustomer(tx, terms.customerId());
                    AutoTopup wanted = checked(tx, terms);
                    if (wanted.enabled()) requireChargeable(tx, wanted.customerId());
                    AutoTopupRows.put(tx, wanted, now);
                    return AutoTopupRows.find(tx, wanted.customerId()).orElseThrow();
                });
    }

    /** Turns it off; nothing where there is none. */
    public void disable(UUID customerId) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        jdbi.useTransaction(tx -> AutoTopupRows.disable(tx, customerId, "turned off", now));
    }

    private static AutoTopup checked(Handle tx, AutoTopupTerms terms) {
        if ((terms.packageId() == null) == (terms.amount() == null)) {
            throw Fields.invalid("Say either package_id or amount_usd.", "package_id");
        }
        Money amount =
                terms.amount() == null ? null : PackageTerms.price(terms.amount(), "amount_usd");
        UUID pack = terms.packageId();
        Money price =
                amount != null ? amount : Packages.offered(tx, requireId(pack)).offer().price();
        Money limit = PackageTerms.price(terms.monthlyLimit(), "monthly_limit_usd");
        if (limit.compareTo(price) < 0) {
            throw Fields.invalid(
                    "monthly_limit_usd must be at least the price of one purchase, "
                            + price.toDecimal()
                            + ".",
                    "monthly_limit_usd");
        }
        return new AutoTopup(
                terms.customerId(),
                terms.enabled(),
                threshold(terms.threshold()),
                new AutoTopup.What(pack, amount),
                limit,
                0,
                null,
                null);
    }

    private static UUID requireId(@Nullable UUID id) {
        if (id == null) throw new IllegalStateException("neither a package nor an amount");
        return id;
    }

    private static Money threshold(@Nullable BigDecimal value) {
        Money threshold = Fields.dollars(value, PackageTerms.MOST, "threshold_usd");
        if (threshold != null) return threshold;
        throw ApiError.of(
                Refusal.MISSING_PARAMETER,
                "Missing required field 'threshold_usd'.",
                "threshold_usd");
    }

    private static void requireChargeable(Handle tx, UUID customerId) {
        boolean hasCard =
                tx.createQuery(
                                """
                                SELECT count(*) > 0 FROM stripe_customer
                                WHERE customer_id = :id AND payment_method IS NOT NULL
                                """)
                        .bind("id", customerId)
                        .mapTo(Boolean.class)
                        .one();
        if (!hasCard) throw ApiError.of(Refusal.CONFLICT, "There is no card on file to charge.");
        boolean never =
                tx.createQuery("SELECT hard_stop FROM spend_account WHERE id = :id")
                        .bind("id", customerId)
                        .mapTo(Boolean.class)
                        .one();
        if (never) {
            throw ApiError.of(Refusal.CONFLICT, "The customer's plan is never charged by itself.");
        }
    }
}
