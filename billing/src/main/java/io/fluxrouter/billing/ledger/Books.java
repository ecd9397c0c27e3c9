package io.fluxrouter.billing.ledger;

import io.fluxrouter.core.ledger.HashChain;
import io.fluxrouter.core.ledger.LedgerAccount;
import io.fluxrouter.core.ledger.Transfer;
import io.fluxrouter.core.money.Money;
import java.time.Instant;
import java.util.UUID;

/** The open end of one customer's ledger, while its head is locked. Used by one thread. */
final class Books {
    private final UUID customerId;
    private long sequence;
    private String hash = HashChain.GENESIS;
    private long credit;

    Books(UUID customerId) {
        this.customerId = customerId;
    }

    Books startAt(long sequence, String hash) {
        this.sequence = sequence;
        this.hash = hash;
        return this;
    }

    Books withCredit(long credit) {
        this.credit = credit;
        return this;
    }

    Transaction append(Posting posting, Instant postedAt) {
        if (posting.from() == LedgerAccount.CREDIT) credit -= posting.amount().nanos();
        if (posting.to() == LedgerAccount.CREDIT) credit += posting.amount().nanos();
        sequence++;
        Transfer transfer =
                new Transfer(
                        customerId,
                        sequence,
                        UUID.randomUUID(),
                        posting.kind(),
                        posting.from(),
                        posting.to(),
                        posting.amount(),
                        Money.ofNanos(credit),
                        postedAt,
                        posting.reference(),
                        posting.note(),
                        posting.eventDigest());
        hash = HashChain.next(hash, transfer);
        return new Transaction(transfer, hash);
    }

    UUID customerId() {
        return customerId;
    }

    long sequence() {
        return sequence;
    }

    String hash() {
        return hash;
    }
}
