package io.fluxrouter.billing.spend;

import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.spend.LeaseAnswer;
import io.fluxrouter.core.spend.LeaseRequest;
import io.fluxrouter.core.spend.SpendAccount;
import io.fluxrouter.core.spend.SpendPeriod;
import io.fluxrouter.core.spend.SpendState;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;

/** Accounts and nodes in a real database, and what their rows say. */
final class SpendFixture {
    static final Instant NOW = Instant.parse("2026-07-15T12:00:00Z");
    static final Instant JULY = Instant.parse("2026-07-01T00:00:00Z");

    private final Jdbi jdbi;

    SpendFixture(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    SpendAccount account(String cap) {
        SpendAccount account =
                new SpendAccount(
                        UUID.randomUUID(), SpendAccount.Kind.CUSTOMER, SpendPeriod.MONTHLY);
        jdbi.useTransaction(tx -> SpendAccounts.open(tx, account, JULY, Money.usd(cap)));
        return account;
    }

    Node node() {
        Node node = new Node(UUID.randomUUID());
        jdbi.useHandle(
                handle ->
                        handle.createUpdate(
                                        "INSERT INTO node (id, started_at, seen_at)"
                                                + " VALUES (:id, :now, :now)")
                                .bind("id", node.id())
                                .bind("now", NOW)
                                .execute());
        return node;
    }

    static LeaseAnswer take(StoredLeases leases, SpendAccount account, String least, String wanted)
            throws Exception {
        return take(leases, account, JULY, least, wanted);
    }

    static LeaseAnswer take(
            StoredLeases leases, SpendAccount account, Instant start, String least, String wanted)
            throws Exception {
        return leases.take(new LeaseRequest(account, start, Money.usd(least), Money.usd(wanted)))
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    SpendState state(SpendAccount account) {
        return new SpendStates(jdbi).state(account, NOW).orElseThrow();
    }

    Money leased(SpendAccount account) {
        return state(account).leased();
    }

    Money sumOfLeases(SpendAccount account) {
        return Money.ofNanos(
                jdbi.withHandle(
                        handle ->
                                handle.createQuery(
                                                """
                                                SELECT coalesce(sum(amount_nanos), 0) FROM lease
                                                WHERE account_id = :id
                                                """)
                                        .bind("id", account.id())
                                        .mapTo(Long.class)
                                        .one()));
    }

    /** As a settler does it: the cost moves from the lease to what is settled. */
    void settle(SpendAccount account, Node node, long nanos) {
        jdbi.useTransaction(
                tx -> {
                    tx.createUpdate(
                                    """
                                    UPDATE spend_account SET settled_nanos = settled_nanos + :n,
                                        leased_nanos = leased_nanos - :n WHERE id = :id
                                    """)
                            .bind("n", nanos)
                            .bind("id", account.id())
                            .execute();
                    tx.createUpdate(
                                    """
                                    UPDATE lease SET amount_nanos = amount_nanos - :n
                                    WHERE node_id = :node AND account_id = :id
                                    """)
                            .bind("n", nanos)
                            .bind("node", node.id())
                            .bind("id", account.id())
                            .execute();
                });
    }

    void set(SpendAccount account, String column, String dollars) {
        jdbi.useHandle(
                handle ->
                        handle.createUpdate("UPDATE spend_account SET <column> = :n WHERE id = :id")
                                .define("column", column)
                                .bind("n", Money.usd(dollars).nanos())
                                .bind("id", account.id())
                                .execute());
    }
}
