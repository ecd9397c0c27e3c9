package io.fluxrouter.billing.spend;

import io.fluxrouter.billing.feed.News;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.spend.LeaseAnswer;
import io.fluxrouter.core.spend.LeaseRequest;
import io.fluxrouter.core.spend.SpendState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The statements on spend accounts and this node's leases. Each locks the account's row first and
 * decides on what it says then, so READ COMMITTED is enough, whoever else settles or leases.
 * Whoever changes both rows must take the locks in this order, several accounts in that of their
 * ids.
 */
final class LeaseRows {
    /** One statement, so that nobody can come between what it reads and what it writes. */
    private static final String TAKE =
            """
            WITH before AS (
                SELECT id, period_start, cap_nanos, credit_nanos,
                       owed_nanos, leased_nanos, settled_nanos,
                       period = :period AND period_start < :periodStart
                           AS is_over
                FROM spend_account WHERE id = :account FOR UPDATE
            ), now AS (
                SELECT id, cap_nanos, credit_nanos, owed_nanos,
                       leased_nanos,
                       CASE WHEN is_over THEN :periodStart
                            ELSE period_start END AS period_start,
                       CASE WHEN is_over THEN 0
                            ELSE settled_nanos END AS settled_nanos
                FROM before
            ), offer AS (
                SELECT *, least(:wanted, cap_nanos - settled_nanos
                    + credit_nanos - owed_nanos - leased_nanos) AS amount
                FROM now
            ), granted AS (
                UPDATE spend_account a
                SET period_start = offer.period_start,
                    settled_nanos = offer.settled_nanos,
                    leased_nanos = offer.leased_nanos + offer.amount
                FROM offer
                WHERE a.id = offer.id AND offer.amount >= :least
                RETURNING a.id, offer.amount
            ), leased AS (
                INSERT INTO lease (node_id, account_id, amount_nanos, granted_nanos)
                SELECT :node, id, amount, amount FROM granted
                ON CONFLICT (node_id, account_id) DO UPDATE SET
                amount_nanos = lease.amount_nanos + excluded.amount_nanos,
                granted_nanos = lease.granted_nanos + excluded.granted_nanos
                RETURNING account_id, granted_nanos AS total_nanos
            )
            SELECT now.*, granted.amount AS granted_nanos,
                   coalesce(lease.amount_nanos, 0) AS own_nanos,
                   coalesce(leased.total_nanos, lease.granted_nanos, 0)
                       AS total_nanos
            FROM now
            LEFT JOIN granted ON granted.id = now.id
            LEFT JOIN leased ON leased.account_id = now.id
            LEFT JOIN lease ON lease.account_id = now.id
                AND lease.node_id = :node
            """;

    private final Jdbi jdbi;
    private final UUID nodeId;

    LeaseRows(Jdbi jdbi, Node node) {
        this.jdbi = jdbi;
        this.nodeId = node.id();
    }

    /**
     * What became of a request.
     *
     * @param othersHoldMoney of a refused one: whether other nodes hold money of the account
     * @param totalNanos what this node was ever granted on the account, this grant included
     */
    record Taken(LeaseAnswer answer, boolean othersHoldMoney, long totalNanos) {
        long grantedNanos() {
            return answer instanceof LeaseAnswer.Granted granted ? granted.amount().nanos() : 0;
        }
    }

    /** Leases or refuses in one statement, which is its own transaction. */
    Taken take(LeaseRequest request) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(TAKE)
                                .bind("account", request.account().id())
                                .bind("period", request.account().period().key())
                                .bind("periodStart", request.periodStart())
                                .bind("least", request.least().nanos())
                                .bind("wanted", request.wanted().nanos())
                                .bind("node", nodeId)
                                .map((row, context) -> read(row))
                                .findOne()
                                .orElseThrow(
                                        () ->
                                                new IllegalStateException(
                                                        "no such spend account: "
                                                                + request.account())));
    }

    private static Taken read(ResultSet row) throws SQLException {
        SpendState state = SpendStates.read(row);
        long total = row.getLong("total_nanos");
        long granted = row.getLong("granted_nanos");
        if (row.wasNull()) {
            boolean others = state.leased().nanos() > row.getLong("own_nanos");
            return new Taken(new LeaseAnswer.Refused(state), others, total);
        }
        Money amount = Money.ofNanos(granted);
        SpendState after =
                new SpendState(
                        state.periodStart(),
                        state.cap(),
                        state.settled(),
                        state.credit(),
                        state.owed(),
                        state.leased().plus(amount));
        return new Taken(new LeaseAnswer.Granted(amount, after), false, total);
    }

    /**
     * Gives back what this node leased, never more than its leases say, in one transaction.
     *
     * @param transaction told the id of the database's transaction before anything is changed, so
     *     that {@link #outcome} can tell what became of it if the answer is lost
     */
    void giveBack(Map<UUID, Long> nanosByAccount, Consumer<String> transaction) {
        UUID[] accounts = nanosByAccount.keySet().toArray(UUID[]::new);
        Long[] amounts = nanosByAccount.values().toArray(Long[]::new);
        jdbi.useTransaction(
                tx -> {
                    tx.registerArrayType(UUID.class, "uuid").registerArrayType(Long.class, "int8");
                    transaction.accept(transactionId(tx));
                    lockAccounts(tx, accounts);
                    tx.createUpdate(
                                    """
                                    WITH back AS (
                                        SELECT lease.account_id, lease.node_id,
                                               least(r.nanos, greatest(amount_nanos, 0)) AS nanos
                                        FROM unnest(:accounts, :amounts) AS r (account_id, nanos)
                                        JOIN lease ON lease.account_id = r.account_id
                                        WHERE node_id = :node
                                    ), leased AS (
                                        UPDATE lease
                                        SET amount_nanos = amount_nanos - back.nanos FROM back
                                        WHERE lease.node_id = back.node_id
                                        AND lease.account_id = back.account_id
                                    )
                                    UPDATE spend_account a
                                    SET leased_nanos = leased_nanos - back.nanos FROM back
                                    WHERE a.id = back.account_id
                                    """)
                            .bind("accounts", accounts)
                            .bind("amounts", amounts)
                            .bind("node", nodeId)
                            .execute();
                });
    }

    /** What became of a transaction whose commit got no answer. */
    enum Outcome {
        COMMITTED,
        ABORTED,
        IN_PROGRESS
    }

    /** One too old to be remembered counts as committed: giving back twice would break a cap. */
    Outcome outcome(String transaction) {
        String status =
                jdbi.withHandle(
                        handle ->
                                handle.createQuery("SELECT pg_xact_status(CAST(:id AS xid8))")
                                        .bind("id", transaction)
                                        .map((row, context) -> String.valueOf(row.getString(1)))
                                        .one());
        return switch (status) {
            case "aborted" -> Outcome.ABORTED;
            case "in progress" -> Outcome.IN_PROGRESS;
            default -> Outcome.COMMITTED;
        };
    }

    /** Frees all leases of this node at once, and tells all nodes of the money. */
    void releaseAll() {
        jdbi.useTransaction(
                tx ->
                        tx.createQuery(
                                        """
                                        WITH mine AS (
                                            SELECT a.id FROM spend_account a
                                            JOIN lease ON lease.account_id = a.id
                                            WHERE node_id = :node ORDER BY a.id FOR UPDATE OF a
                                        ), freed AS (
                                            DELETE FROM lease USING mine
                                            WHERE node_id = :node AND account_id = mine.id
                                            RETURNING account_id, amount_nanos
                                        )
                                        UPDATE spend_account a
                                        SET leased_nanos = leased_nanos - freed.amount_nanos
                                        FROM freed WHERE a.id = freed.account_id
                                        RETURNING a.id
                                        """)
                                .bind("node", nodeId)
                                .mapTo(UUID.class)
                                .list()
                                .forEach(id -> new News.SpendChanged(id).send(tx)));
    }

    /** What this node was ever granted on the account, since it started. */
    long totalNanos(UUID account) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT granted_nanos FROM lease
                                        WHERE node_id = :node AND account_id = :account
                                        """)
                                .bind("node", nodeId)
                                .bind("account", account)
                                .mapTo(Long.class)
                                .findOne()
                                .orElse(0L));
    }

    /** The accounts this node holds money of. */
    Iterable<UUID> leasedAccounts() {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT account_id FROM lease
                                        WHERE node_id = :node AND amount_nanos > 0
                                        """)
                                .bind("node", nodeId)
                                .mapTo(UUID.class)
                                .list());
    }

    void announceShortage(UUID account) {
        jdbi.useHandle(handle -> new News.SpendChanged(account).send(handle));
    }

    private static String transactionId(Handle tx) {
        return tx.createQuery("SELECT CAST(pg_current_xact_id() AS text)")
                .mapTo(String.class)
                .one();
    }

    private static void lockAccounts(Handle tx, UUID[] accounts) {
        tx.createQuery(
                        """
                        SELECT id FROM spend_account WHERE id = ANY (:accounts)
                        ORDER BY id FOR UPDATE
                        """)
                .bind("accounts", accounts)
                .mapTo(UUID.class)
                .list();
    }
}
