package io.fluxrouter.billing.purchase;

import io.fluxrouter.billing.database.MonthPartitions;
import io.fluxrouter.billing.duty.Duty;
import io.fluxrouter.billing.purchase.CreditPurchase.AtStripe;
import io.fluxrouter.billing.purchase.CreditPurchase.Given;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.purchase.CreditOffer;
import io.fluxrouter.core.purchase.PurchaseStatus;
import io.fluxrouter.core.refusal.ApiError;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Begins a purchase for whoever ordered it and has little credit left: one at a time, and within
 * the month's bound. {@link ChargeDuty} takes the money.
 */
public final class AutoTopupDuty implements Duty {
    private final Jdbi jdbi;
    private final InstantSource clock;

    public AutoTopupDuty(Jdbi jdbi, InstantSource clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "auto-topups";
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(1);
    }

    @Override
    public boolean next() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return jdbi.inTransaction(tx -> begin(tx, now));
    }

    private static boolean begin(Handle tx, Instant now) {
        Optional<AutoTopup> due = AutoTopupRows.lockDue(tx, now);
        due.ifPresent(one -> begin(tx, one, now));
        return due.isPresent();
    }

    private static void begin(Handle tx, AutoTopup topup, Instant now) {
        Optional<CreditOffer> offer = offer(tx, topup);
        if (offer.isEmpty()) {
            AutoTopupRows.disable(tx, topup.customerId(), "the package is gone", now);
            return;
        }
        Instant month = MonthPartitions.monthOf(now).atStartOfDay(ZoneOffset.UTC).toInstant();
        Money before = AutoTopupRows.boughtSince(tx, topup.customerId(), month);
        if (before.plus(offer.get().price()).compareTo(topup.monthlyLimit()) > 0) {
            AutoTopupRows.restUntil(tx, topup.customerId(), nextMonth(now));
            return;
        }
        PurchaseRows.insert(tx, purchase(topup, offer.get(), now), null, now);
    }

    /** Of the package as it is offered now; empty where it no longer is. */
    private static Optional<CreditOffer> offer(Handle tx, AutoTopup topup) {
        Money amount = topup.what().amount();
        if (amount != null) return Optional.of(CreditOffer.plain(amount));
        try {
            UUID pack = Objects.requireNonNull(topup.what().packageId());
            return Optional.of(Packages.offered(tx, pack).offer());
        } catch (ApiError gone) {
            return Optional.empty();
        }
    }

    private static Instant nextMonth(Instant now) {
        return MonthPartitions.monthOf(now).plusMonths(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static CreditPurchase purchase(AutoTopup topup, CreditOffer offer, Instant now) {
        return new CreditPurchase(
                UUID.randomUUID(),
                topup.customerId(),
                topup.what().packageId(),
                PurchaseWay.AUTOMATIC,
                PurchaseStatus.PENDING,
                offer,
                Money.ZERO,
                AtStripe.NOTHING,
                Given.NOTHING,
                "auto top-up",
                new CreditPurchase.Times(now, now, null));
    }
}
