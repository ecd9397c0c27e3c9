package io.fluxrouter.billing.settle;

import io.fluxrouter.billing.database.SqlArray;
import io.fluxrouter.billing.ledger.Posting;
import io.fluxrouter.core.ledger.LedgerAccount;
import io.fluxrouter.core.ledger.TransferKind;
import io.fluxrouter.core.money.Money;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Writes back the money that a batch has changed: one statement for each table. */
final class FundsWriter {
    private FundsWriter() {}

    static void save(Handle tx, UUID nodeId, Funds funds) {
        List<SpendRow> spent = funds.accounts().stream().filter(SpendRow::changed).toList();
        if (spent.isEmpty()) return;
        saveAccounts(tx, spent);
        saveLeases(tx, nodeId, spent.stream().filter(account -> account.unleased() != 0).toList());
        saveMonths(tx, funds.customers());
        saveGrants(tx, funds.customers());
    }

    private static void saveAccounts(Handle tx, List<SpendRow> accounts) {
        tx.createUpdate(
                        """
                        UPDATE spend_account a
                        SET period_start = n.period_start, settled_nanos = n.settled, credit_nanos = n.credit,
                            owed_nanos = n.owed, leased_nanos = a.leased_nanos - n.unleased
                        FROM unnest(:ids, :starts, :settled, :credit, :owed, :unleased)
                          AS n (id, period_start, settled, credit, owed, unleased)
                        WHERE a.id = n.id
                        """)
                .bind("ids", SqlArray.uuids(accounts.stream().map(SpendRow::id).toList()))
                .bind(
                        "starts",
                        SqlArray.instants(accounts.stream().map(SpendRow::periodStart).toList()))
                .bind(
                        "settled",
                        SqlArray.bigints(accounts.stream().map(SpendRow::settled).toList()))
                .bind("credit", SqlArray.bigints(accounts.stream().map(SpendRow::credit).toList()))
                .bind("owed", SqlArray.bigints(accounts.stream().map(SpendRow::owed).toList()))
                .bind(
                        "unleased",
                        SqlArray.bigints(accounts.stream().map(SpendRow::unleased).toList()))
                .execute();
    }

    /** The row may be missing: an overrun, or a key that got its limit while a request ran. */
    private static void saveLeases(Handle tx, UUID nodeId, List<SpendRow> accounts) {
        tx.createUpdate(
                        """
                        INSERT INTO lease (node_id, account_id, amount_nanos)
                        SELECT :nodeId, account, -spent FROM unnest(:ids, :unleased) AS n (account, spent)
                        ON CONFLICT (node_id, account_id)
                        DO UPDATE SET amount_nanos = lease.amount_nanos + excluded.amount_nanos
                        """)
                .bind("nodeId", nodeId)
                .bind("ids", SqlArray.uuids(accounts.stream().map(SpendRow::id).toList()))
                .bind(
                        "unleased",
                        SqlArray.bigints(accounts.stream().map(SpendRow::unleased).toList()))
                .execute();
    }

    private static void saveMonths(Handle tx, Collection<CustomerFunds> customers) {
        List<UUID> ids = new ArrayList<>();
        List<MonthUse> months = new ArrayList<>();
        for (CustomerFunds funds : customers) {
            for (MonthUse month : funds.months()) {
                ids.add(funds.account().id());
                months.add(month);
            }
        }
        tx.createUpdate(
                        """
                        INSERT INTO allowance (customer_id, month, included_nanos, used_nanos, receivable_nanos)
                        SELECT * FROM unnest(:ids, :months, :included, :used, :receivable)
                        ON CONFLICT (customer_id, month) DO UPDATE
                        SET used_nanos = excluded.used_nanos, receivable_nanos = excluded.receivable_nanos
                        """)
                .bind("ids", SqlArray.uuids(ids))
                .bind("months", SqlArray.dates(months.stream().map(MonthUse::month).toList()))
                .bind(
                        "included",
                        SqlArray.bigints(months.stream().map(MonthUse::included).toList()))
                .bind("used", SqlArray.bigints(months.stream().map(MonthUse::used).toList()))
                .bind(
                        "receivable",
                        SqlArray.bigints(months.stream().map(MonthUse::receivable).toList()))
                .execute();
    }

    private static void saveGrants(Handle tx, Collection<CustomerFunds> customers) {
        List<OpenGrant> changed =
                customers.stream()
                        .flatMap(funds -> funds.grants().stream())
                        .filter(OpenGrant::changed)
                        .toList();
        if (changed.isEmpty()) return;
        tx.createUpdate(
                        """
                        UPDATE credit_grant g SET remaining_nanos = n.remaining
                        FROM unnest(:ids, :remaining) AS n (id, remaining) WHERE g.id = n.id
                        """)
                .bind("ids", SqlArray.uuids(changed.stream().map(OpenGrant::id).toList()))
                .bind(
                        "remaining",
                        SqlArray.bigints(changed.stream().map(OpenGrant::remaining).toList()))
                .execute();
    }

    /** What the ledger must say of the batch: one posting per customer and source of money. */
    static List<Posting> postings(Funds funds, PreparedBatch batch) {
        List<Posting> postings = new ArrayList<>();
        for (CustomerFunds customer : funds.customers()) {
            UUID id = customer.account().id();
            Debit debit = new Debit(id, batch.digest(id), batch.settlementId());
            debit.from(LedgerAccount.ALLOWANCE, customer.fromAllowance(), postings);
            debit.from(LedgerAccount.CREDIT, customer.fromCredit(), postings);
            debit.from(LedgerAccount.RECEIVABLE, customer.fromReceivable(), postings);
        }
        return postings;
    }

    private record Debit(UUID customerId, String eventDigest, long settlementId) {
        void from(LedgerAccount source, long nanos, List<Posting> postings) {
            if (nanos == 0) return;
            postings.add(
                    new Posting(
                            customerId,
                            TransferKind.USAGE_DEBIT,
                            source,
                            LedgerAccount.REVENUE,
                            Money.ofNanos(nanos),
                            "settlement:" + settlementId,
                            null,
                            eventDigest,
                            settlementId));
        }
    }
}
