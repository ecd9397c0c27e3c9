package io.fluxrouter.billing.verify;

import io.fluxrouter.billing.ledger.Transaction;
import io.fluxrouter.billing.ledger.Transactions;
import io.fluxrouter.core.ledger.HashChain;
import io.fluxrouter.core.ledger.LedgerAccount;
import io.fluxrouter.core.ledger.Transfer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Walks every customer's transfers: no gap, every hash follows from the one before, every balance
 * from the amounts. Names the first wrong row of a customer only, as nothing after it can be right.
 */
final class ChainCheck {
    private static final int FETCH = 5_000;

    private final List<Finding> findings;
    private @Nullable UUID customer;
    private long sequence;
    private long credit;
    private String hash = HashChain.GENESIS;
    private boolean broken;

    ChainCheck(List<Finding> findings) {
        this.findings = findings;
    }

    void run(Handle tx) {
        tx.createQuery("SELECT * FROM transfer ORDER BY customer_id, sequence")
                .setFetchSize(FETCH)
                .map(
                        (row, context) -> {
                            check(row);
                            return true;
                        })
                .useIterator(rows -> rows.forEachRemaining(checked -> {}));
    }

    private void check(ResultSet row) throws SQLException {
        UUID owner = row.getObject("customer_id", UUID.class);
        if (!owner.equals(customer)) startAt(owner);
        if (broken) return;
        String name = owner + " " + row.getLong("sequence");
        try {
            check(name, Transactions.read(row));
        } catch (IllegalArgumentException unknownWord) {
            find(name, "the row cannot be read", "a transfer", unknownWord.getMessage());
        }
    }

    private void startAt(UUID owner) {
        customer = owner;
        sequence = 0;
        credit = 0;
        hash = HashChain.GENESIS;
        broken = false;
    }

    private void check(String name, Transaction transaction) {
        Transfer transfer = transaction.transfer();
        sequence++;
        hash = HashChain.next(hash, transfer);
        if (transfer.from() == LedgerAccount.CREDIT) credit -= transfer.amount().nanos();
        if (transfer.to() == LedgerAccount.CREDIT) credit += transfer.amount().nanos();
        if (transfer.sequence() != sequence) {
            find(name, "the sequence has a gap before it", sequence, transfer.sequence());
        } else if (!transaction.hash().equals(hash)) {
            find(name, "the hash does not follow", hash, transaction.hash());
        } else if (transfer.balanceAfter().nanos() != credit) {
            find(name, "the balance does not follow", credit, transfer.balanceAfter().nanos());
        }
    }

    private void find(String row, String problem, Object expected, @Nullable Object found) {
        broken = true;
        findings.add(
                new Finding(
                        "transfer", row, problem, expected.toString(), Objects.toString(found)));
    }
}
