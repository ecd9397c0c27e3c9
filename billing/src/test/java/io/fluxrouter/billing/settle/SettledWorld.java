package io.fluxrouter.billing.settle;

import io.fluxrouter.billing.credit.CreditGrant;
import io.fluxrouter.billing.credit.CreditKind;
import io.fluxrouter.billing.credit.Credits;
import io.fluxrouter.billing.credit.NewGrant;
import io.fluxrouter.billing.customer.Customers;
import io.fluxrouter.billing.customer.NewCustomer;
import io.fluxrouter.billing.database.Database;
import io.fluxrouter.billing.database.TestPostgres;
import io.fluxrouter.billing.journal.JournalBatch;
import io.fluxrouter.billing.journal.JournalPosition;
import io.fluxrouter.billing.ledger.Transactions;
import io.fluxrouter.billing.verify.Finding;
import io.fluxrouter.billing.verify.Verifier;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.spend.SpendState;
import io.fluxrouter.core.usage.UsageEvent;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** A database of its own with customers, keys and nodes that settle, under a clock tests move. */
public final class SettledWorld implements AutoCloseable {
    private static final UUID LEASING_NODE = new UUID(1, 1);

    private final Database database = TestPostgres.freshDatabase();
    public final Jdbi jdbi = database.jdbi();
    private final SettlementIds ids = new SettlementIds(jdbi);
    public Instant now;
    private final Map<String, SettleBatch> nodes = new HashMap<>();
    private final Map<String, JournalPosition> ends = new HashMap<>();

    public SettledWorld(String now) {
        this.now = Instant.parse(now);
    }

    @Override
    public void close() {
        database.close();
    }

    public UUID customerOn(String plan) {
        return customers().create(NewCustomer.onPlan("on " + plan, plan)).id();
    }

    public UUID customerOn(String plan, String ceiling) {
        return customers()
                .create(new NewCustomer("on " + plan, null, null, plan, new BigDecimal(ceiling)))
                .id();
    }

    public UUID prepaidCustomer() {
        return customers().create(NewCustomer.prepaid("prepaid")).id();
    }

    public Customers customers() {
        return new Customers(jdbi, () -> now);
    }

    /** A key with a spend limit, and the account behind it. */
    public UUID limitedKey(UUID customer, String limit, String period, LocalDate start) {
        UUID id = UUID.randomUUID();
        long nanos = Money.usd(limit).nanos();
        jdbi.useHandle(
                handle -> {
                    handle.execute(
                            """
                            INSERT INTO api_key (id, customer_id, name, prefix, hash, dialect,
                                spend_limit_nanos, spend_limit_reset, created_at, updated_at)
                            VALUES (?, ?, 'key', 'sk-flux-test', sha256(?::text::bytea), 'flux', ?, ?,
                                '2020-01-01', '2020-01-01')
                            """,
                            id,
                            customer,
                            id.toString(),
                            nanos,
                            period);
                    handle.execute(
                            """
                            INSERT INTO spend_account (id, kind, period, period_start, cap_nanos)
                            VALUES (?, 'key', ?, ?, ?)
                            """,
                            id,
                            period,
                            start.atStartOfDay(ZoneOffset.UTC).toOffsetDateTime(),
                            nanos);
                });
        return id;
    }

    public CreditGrant grant(
            UUID customer, String amount, CreditKind kind, int priority, @Nullable Instant expiry) {
        return credits()
                .grant(
                        new NewGrant(
                                customer, Money.usd(amount), kind, priority, expiry, "ada", null));
    }

    public CreditGrant buy(UUID customer, String amount) {
        return grant(customer, amount, CreditKind.PAID, NewGrant.DEFAULT_PRIORITY, null);
    }

    public Credits credits() {
        return new Credits(jdbi, () -> now);
    }

    /** Appends to the node's journal, as it were, and settles it. */
    public void settle(String node, UsageEvent... events) {
        settle(node, List.of(events));
    }

    public void settle(String node, List<UsageEvent> events) {
        if (!deliver(node, events, end(node), false)) throw new IllegalStateException("refused");
    }

    /** Settles as if the journal stood at that position. False where it does not. */
    public boolean deliver(
            String node, List<UsageEvent> events, JournalPosition from, boolean suspicious) {
        JournalPosition next = new JournalPosition(1, from.offset() + events.size() + 1);
        try {
            JournalBatch read = new JournalBatch(events, next);
            PreparedBatch batch = PreparedBatch.of(from, read, ids.next());
            boolean moved = node(node).run(batch, suspicious);
            if (moved) ends.put(node, next);
            return moved;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    public JournalPosition end(String node) {
        node(node);
        return Objects.requireNonNull(ends.get(node));
    }

    private SettleBatch node(String name) {
        return nodes.computeIfAbsent(
                name,
                _ -> {
                    SettleBatch batch =
                            new SettleBatch(
                                    jdbi, () -> now, UUID.randomUUID(), SettleListener.NONE);
                    ends.put(name, batch.position());
                    return batch;
                });
    }

    /** A slice of an account, as the gateway takes it; none where there is no account. */
    public void lease(UUID account, Money amount) {
        jdbi.useTransaction(
                tx -> {
                    int found =
                            tx.execute(
                                    """
                                    UPDATE spend_account SET leased_nanos = leased_nanos + ? WHERE id = ?
                                    """,
                                    amount.nanos(),
                                    account);
                    if (found == 0) return;
                    tx.execute(
                            """
                            INSERT INTO node VALUES (?, now(), now()) ON CONFLICT DO NOTHING
                            """,
                            LEASING_NODE);
                    tx.execute(
                            """
                            INSERT INTO lease VALUES (?, ?, ?) ON CONFLICT (node_id, account_id)
                            DO UPDATE SET amount_nanos = lease.amount_nanos + excluded.amount_nanos
                            """,
                            LEASING_NODE,
                            account,
                            amount.nanos());
                });
    }

    public SpendState account(UUID id) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery("SELECT * FROM spend_account WHERE id = :id")
                                .bind("id", id)
                                .map(
                                        (row, context) ->
                                                new SpendState(
                                                        row.getObject(
                                                                        "period_start",
                                                                        OffsetDateTime.class)
                                                                .toInstant(),
                                                        Money.ofNanos(row.getLong("cap_nanos")),
                                                        Money.ofNanos(row.getLong("settled_nanos")),
                                                        Money.ofNanos(row.getLong("credit_nanos")),
                                                        Money.ofNanos(row.getLong("owed_nanos")),
                                                        Money.ofNanos(row.getLong("leased_nanos"))))
                                .one());
    }

    public Transactions transactions() {
        return new Transactions(jdbi);
    }

    public List<Finding> findings() {
        return new Verifier(jdbi).verify(now);
    }

    public long count(String table) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery("SELECT count(*) FROM " + table)
                                .mapTo(Long.class)
                                .one());
    }
}
