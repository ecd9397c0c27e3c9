package io.fluxrouter.billing.ledger;

import io.fluxrouter.core.ledger.LedgerAccount;
import io.fluxrouter.core.ledger.Transfer;
import io.fluxrouter.core.ledger.TransferKind;
import io.fluxrouter.core.money.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** A customer's ledger, read. Safe for all threads. */
public final class Transactions {
    /** The columns that {@link #read} needs. */
    static final String COLUMNS =
            """
            customer_id, sequence, id, kind, from_account, to_account, amount_nanos,
            balance_after_nanos, posted_at, reference, note, event_digest, hash
            """;

    private final Jdbi jdbi;

    public Transactions(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Newest first. */
    public TransactionPage page(TransactionQuery wanted) {
        Long before = wanted.beforeSequence();
        TransferKind kind = wanted.kind();
        List<Transaction> found =
                jdbi.withHandle(
                        handle ->
                                handle.createQuery(
                                                """
                                                SELECT %s FROM transfer
                                                WHERE customer_id = :customerId AND sequence < :before
                                                  AND (CAST(:kind AS text) IS NULL OR kind = :kind)
                                                ORDER BY sequence DESC LIMIT :limit
                                                """
                                                        .formatted(COLUMNS))
                                        .bind("customerId", wanted.customerId())
                                        .bind("before", before == null ? Long.MAX_VALUE : before)
                                        .bind("kind", kind == null ? null : kind.key())
                                        .bind("limit", wanted.limit() + 1)
                                        .map((row, context) -> read(row))
                                        .list());
        if (found.size() <= wanted.limit()) return new TransactionPage(found, null);
        List<Transaction> page = found.subList(0, wanted.limit());
        return new TransactionPage(page, page.getLast().transfer().sequence());
    }

    /** The balance of each ledger account that a transfer has touched. */
    public Map<LedgerAccount, Money> balances(UUID customerId) {
        Map<LedgerAccount, Money> balances = new EnumMap<>(LedgerAccount.class);
        jdbi.useHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT account, balance_nanos FROM ledger_balance
                                        WHERE customer_id = :customerId
                                        """)
                                .bind("customerId", customerId)
                                .map(
                                        (row, context) ->
                                                Map.entry(
                                                        LedgerAccount.byKey(row.getString(1)),
                                                        Money.ofNanos(row.getLong(2))))
                                .forEach(entry -> balances.put(entry.getKey(), entry.getValue())));
        return balances;
    }

    /** The row as it was hashed. */
    public static Transaction read(ResultSet row) throws SQLException {
        return new Transaction(
                new Transfer(
                        row.getObject("customer_id", UUID.class),
                        row.getLong("sequence"),
                        row.getObject("id", UUID.class),
                        TransferKind.byKey(row.getString("kind")),
                        LedgerAccount.byKey(row.getString("from_account")),
                        LedgerAccount.byKey(row.getString("to_account")),
                        Money.ofNanos(row.getLong("amount_nanos")),
                        Money.ofNanos(row.getLong("balance_after_nanos")),
                        row.getObject("posted_at", OffsetDateTime.class).toInstant(),
                        row.getString("reference"),
                        row.getString("note"),
                        row.getString("event_digest")),
                row.getString("hash"));
    }
}
