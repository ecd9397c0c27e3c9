package io.fluxrouter.billing.credit;

import io.fluxrouter.billing.feed.News;
import io.fluxrouter.billing.ledger.Ledger;
import io.fluxrouter.billing.ledger.Posting;
import io.fluxrouter.core.credit.BurnDown;
import io.fluxrouter.core.credit.Funding;
import io.fluxrouter.core.credit.Grant;
import io.fluxrouter.core.credit.GrantLife;
import io.fluxrouter.core.credit.GrantSource;
import io.fluxrouter.core.ledger.LedgerAccount;
import io.fluxrouter.core.ledger.TransferKind;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.spend.SpendState;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Pays something other than a request from a customer's grants, in the order grants are spent. What
 * leases hold stays with them.
 */
public final class CreditSpending {
    private static final long NANOS_PER_CENT = 10_000_000;

    private CreditSpending() {}

    /** What one grant paid. */
    public record Part(UUID grantId, Money amount) {}

    /** What the grants could pay now, in whole cents. */
    public static Money available(Handle handle, UUID customerId, Instant now) {
        return CustomerAccount.read(handle, customerId)
                .map(account -> wholeCents(usable(grants(handle, customerId), account, now)))
                .orElse(Money.ZERO);
    }

    /**
     * Pays as much of the amount as the grants can, in whole cents, to what invoices ask for. Locks
     * the customer's spend account; the partition of the moment must exist.
     *
     * @param reference what is paid
     */
    public static List<Part> pay(
            Handle tx, UUID customerId, Money wanted, String reference, Instant now) {
        Optional<SpendState> account = CustomerAccount.lock(tx, customerId);
        if (account.isEmpty() || account.get().credit().isZero()) return List.of();
        List<Grant> grants = grants(tx, customerId);
        Money paid = wholeCents(wanted.min(usable(grants, account.get(), now)));
        if (!paid.isPositive()) return List.of();
        List<Part> parts = new ArrayList<>();
        for (Funding funding : new BurnDown(grants, now).use(now, paid.toBigDecimal())) {
            parts.add(new Part(UUID.fromString(funding.grantId()), Money.usd(funding.amount())));
        }
        parts.forEach(part -> GrantRows.reduce(tx, part.grantId(), part.amount()));
        CustomerAccount.change(tx, customerId, paid.negated(), Money.ZERO);
        Ledger.post(tx, now, postings(customerId, parts, reference));
        new News.SpendChanged(customerId).send(tx);
        return parts;
    }

    private static Money wholeCents(Money amount) {
        return Money.ofNanos(amount.nanos() - amount.nanos() % NANOS_PER_CENT);
    }

    private static Money usable(List<Grant> grants, SpendState account, Instant now) {
        BigDecimal valid =
                new BurnDown(grants, now)
                        .balances().values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        return Money.usd(valid).min(account.credit()).min(account.left());
    }

    private static List<Grant> grants(Handle handle, UUID customerId) {
        return GrantRows.all(handle, customerId).stream()
                .filter(grant -> grant.remaining().isPositive())
                .map(CreditSpending::grant)
                .toList();
    }

    private static Grant grant(CreditGrant stored) {
        return new Grant(
                stored.id().toString(),
                stored.kind() == CreditKind.PAID ? GrantSource.PAID : GrantSource.PROMOTIONAL,
                stored.priority(),
                stored.remaining().toBigDecimal(),
                GrantLife.from(stored.createdAt(), stored.expiresAt()));
    }

    private static List<Posting> postings(UUID customerId, List<Part> parts, String reference) {
        return parts.stream()
                .map(
                        part ->
                                Posting.of(
                                        customerId,
                                        TransferKind.PAYMENT,
                                        LedgerAccount.CREDIT,
                                        LedgerAccount.BILLED,
                                        part.amount(),
                                        reference,
                                        "grant:" + part.grantId()))
                .toList();
    }
}
