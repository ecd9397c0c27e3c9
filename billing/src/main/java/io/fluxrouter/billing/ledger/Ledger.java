package io.fluxrouter.billing.ledger;

import io.fluxrouter.billing.database.SqlArray;
import io.fluxrouter.core.ledger.HashChain;
import io.fluxrouter.core.ledger.LedgerAccount;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * The only way to write a transfer: gives it the customer's next sequence number and links it to
 * the transfer before.
 *
 * <p>Safe for all threads. Customers' heads are locked in the order of their ids until the
 * transaction ends; who also locks spend accounts locks those first.
 */
public final class Ledger {
    private Ledger() {}

    /**
     * Posts in the order given, several customers at once. The partition of {@code postedAt} must
     * exist.
     */
    public static List<Transaction> post(Handle tx, Instant postedAt, List<Posting> postings) {
        if (postings.isEmpty()) return List.of();
        Map<UUID, Books> books = lock(tx, postings);
        Instant stored = postedAt.truncatedTo(ChronoUnit.MICROS);
        List<Transaction> transactions = new ArrayList<>(postings.size());
        for (Posting posting : postings) {
            transactions.add(of(books, posting.customerId()).append(posting, stored));
        }
        insert(tx, postings, transactions);
        saveHeads(tx, books.values());
        saveBalances(tx, postings);
        return transactions;
    }

    private static Map<UUID, Books> lock(Handle tx, List<Posting> postings) {
        Map<UUID, Books> books = new HashMap<>();
        for (Posting posting : postings) {
            books.computeIfAbsent(posting.customerId(), Books::new);
        }
        if (readHeads(tx, books) < books.size()) {
            tx.createUpdate(
                            """
                            INSERT INTO ledger_head (customer_id, sequence, hash)
                            SELECT id, 0, :genesis FROM unnest(:ids) AS id ORDER BY id
                            ON CONFLICT DO NOTHING
                            """)
                    .bind("genesis", HashChain.GENESIS)
                    .bind("ids", SqlArray.uuids(books.keySet()))
                    .execute();
            readHeads(tx, books);
        }
        readCredit(tx, books);
        return books;
    }

    private static Books of(Map<UUID, Books> books, UUID customerId) {
        Books found = books.get(customerId);
        if (found == null) throw new IllegalStateException("no books of customer " + customerId);
        return found;
    }

    private static int readHeads(Handle tx, Map<UUID, Books> books) {
        return tx.createQuery(
                        """
                        SELECT customer_id, sequence, hash FROM ledger_head
                        WHERE customer_id = ANY(:ids) ORDER BY customer_id FOR NO KEY UPDATE
                        """)
                .bind("ids", SqlArray.uuids(books.keySet()))
                .map(
                        (row, context) ->
                                of(books, row.getObject(1, UUID.class))
                                        .startAt(row.getLong(2), row.getString(3)))
                .list()
                .size();
    }

    /** A statement of its own, after the locks: only then does it see what they protect. */
    private static void readCredit(Handle tx, Map<UUID, Books> books) {
        tx.createQuery(
                        """
                        SELECT customer_id, balance_nanos FROM ledger_balance
                        WHERE customer_id = ANY(:ids) AND account = 'credit'
                        """)
                .bind("ids", SqlArray.uuids(books.keySet()))
                .map(
                        (row, context) ->
                                of(books, row.getObject(1, UUID.class)).withCredit(row.getLong(2)))
                .list();
    }

    private static void insert(Handle tx, List<Posting> postings, List<Transaction> transactions) {
        var transfers = transactions.stream().map(Transaction::transfer).toList();
        tx.createUpdate(
                        """
                        INSERT INTO transfer (customer_id, sequence, id, kind, from_account, to_account,
                            amount_nanos, balance_after_nanos, posted_at, reference, note, event_digest,
                            settlement_id, hash)
                        SELECT customer, sequence, id, kind, source, target, amount, balance, :postedAt,
                            reference, note, digest, settlement, hash
                        FROM unnest(:customers, :sequences, :ids, :kinds, :sources, :targets, :amounts,
                            :balances, :references, :notes, :digests, :settlements, :hashes)
                          AS t (customer, sequence, id, kind, source, target, amount, balance, reference,
                            note, digest, settlement, hash)
                        """)
                .bind(
                        "customers",
                        SqlArray.uuids(postings.stream().map(Posting::customerId).toList()))
                .bind(
                        "sequences",
                        SqlArray.bigints(transfers.stream().map(t -> t.sequence()).toList()))
                .bind("ids", SqlArray.uuids(transfers.stream().map(t -> t.id()).toList()))
                .bind("kinds", SqlArray.texts(postings.stream().map(p -> p.kind().key()).toList()))
                .bind(
                        "sources",
                        SqlArray.texts(postings.stream().map(p -> p.from().key()).toList()))
                .bind("targets", SqlArray.texts(postings.stream().map(p -> p.to().key()).toList()))
                .bind(
                        "amounts",
                        SqlArray.bigints(postings.stream().map(p -> p.amount().nanos()).toList()))
                .bind(
                        "balances",
                        SqlArray.bigints(
                                transfers.stream().map(t -> t.balanceAfter().nanos()).toList()))
                .bind("postedAt", transfers.getFirst().postedAt())
                .bind(
                        "references",
                        SqlArray.texts(postings.stream().map(Posting::reference).toList()))
                .bind("notes", SqlArray.texts(postings.stream().map(Posting::note).toList()))
                .bind(
                        "digests",
                        SqlArray.texts(postings.stream().map(Posting::eventDigest).toList()))
                .bind(
                        "settlements",
                        SqlArray.bigints(postings.stream().map(Posting::settlementId).toList()))
                .bind(
                        "hashes",
                        SqlArray.texts(transactions.stream().map(Transaction::hash).toList()))
                .execute();
    }

    private static void saveHeads(Handle tx, Collection<Books> books) {
        tx.createUpdate(
                        """
                        UPDATE ledger_head h SET sequence = n.sequence, hash = n.hash
                        FROM unnest(:ids, :sequences, :hashes) AS n (id, sequence, hash)
                        WHERE h.customer_id = n.id
                        """)
                .bind("ids", SqlArray.uuids(books.stream().map(Books::customerId).toList()))
                .bind("sequences", SqlArray.bigints(books.stream().map(Books::sequence).toList()))
                .bind("hashes", SqlArray.texts(books.stream().map(Books::hash).toList()))
                .execute();
    }

    private record Balance(UUID customerId, LedgerAccount account) {}

    private static void saveBalances(Handle tx, List<Posting> postings) {
        Map<UUID, Map<LedgerAccount, Long>> changes = new TreeMap<>();
        for (Posting posting : postings) {
            Map<LedgerAccount, Long> change =
                    changes.computeIfAbsent(posting.customerId(), id -> new TreeMap<>());
            change.merge(posting.from(), -posting.amount().nanos(), Math::addExact);
            change.merge(posting.to(), posting.amount().nanos(), Math::addExact);
        }
        List<Balance> balances = new ArrayList<>();
        List<Long> amounts = new ArrayList<>();
        changes.forEach(
                (customer, change) ->
                        change.forEach(
                                (account, amount) -> {
                                    balances.add(new Balance(customer, account));
                                    amounts.add(amount);
                                }));
        tx.createUpdate(
                        """
                        INSERT INTO ledger_balance (customer_id, account, balance_nanos)
                        SELECT * FROM unnest(:customers, :accounts, :amounts)
                        ON CONFLICT (customer_id, account)
                        DO UPDATE SET balance_nanos = ledger_balance.balance_nanos + excluded.balance_nanos
                        """)
                .bind(
                        "customers",
                        SqlArray.uuids(balances.stream().map(Balance::customerId).toList()))
                .bind(
                        "accounts",
                        SqlArray.texts(balances.stream().map(b -> b.account().key()).toList()))
                .bind("amounts", SqlArray.bigints(amounts))
                .execute();
    }
}
