package io.fluxrouter.core.ledger;

import io.fluxrouter.core.money.Money;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A movement of money between two ledger accounts of one customer's books. Written once, never
 * changed: a correction is another transfer.
 *
 * @param sequence 1, 2, 3 … per customer, without gaps
 * @param from the account that falls
 * @param to the account that rises
 * @param amount never negative, and not zero
 * @param balanceAfter the customer's credit once this transfer is posted
 * @param postedAt in whole microseconds, as the database keeps them; finer digits are dropped, so
 *     that the hash of a transfer is the hash of its row
 * @param reference what caused it: a settled batch, a payment, an author
 * @param eventDigest SHA-256 over the usage events paid by it, in hex; null for other kinds
 */
public record Transfer(
        UUID customerId,
        long sequence,
        UUID id,
        TransferKind kind,
        LedgerAccount from,
        LedgerAccount to,
        Money amount,
        Money balanceAfter,
        Instant postedAt,
        String reference,
        @Nullable String note,
        @Nullable String eventDigest) {

    public Transfer {
        if (!amount.isPositive()) throw new IllegalArgumentException("a transfer of " + amount);
        if (from == to) throw new IllegalArgumentException("a transfer from and to " + from);
        if (sequence < 1) throw new IllegalArgumentException("sequence " + sequence);
        postedAt = postedAt.truncatedTo(ChronoUnit.MICROS);
    }
}
