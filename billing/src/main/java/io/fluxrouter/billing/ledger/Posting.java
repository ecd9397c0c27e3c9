package io.fluxrouter.billing.ledger;

import io.fluxrouter.core.ledger.LedgerAccount;
import io.fluxrouter.core.ledger.TransferKind;
import io.fluxrouter.core.money.Money;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A transfer that has not got its place in the ledger yet.
 *
 * @param reference what caused it: a settled batch, a payment, an author
 * @param eventDigest of the usage events it pays; null for other kinds
 * @param settlementId of the batch those were settled in; null for other kinds
 */
public record Posting(
        UUID customerId,
        TransferKind kind,
        LedgerAccount from,
        LedgerAccount to,
        Money amount,
        String reference,
        @Nullable String note,
        @Nullable String eventDigest,
        @Nullable Long settlementId) {

    /** A posting that pays for no usage. */
    public static Posting of(
            UUID customerId,
            TransferKind kind,
            LedgerAccount from,
            LedgerAccount to,
            Money amount,
            String reference,
            @Nullable String note) {
        return new Posting(customerId, kind, from, to, amount, reference, note, null, null);
    }
}
