package io.fluxrouter.billing.settle;

import io.fluxrouter.billing.database.BinaryCopy;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Writes rows of {@code usage_charge}: the requests that a batch put on the invoice, each with what
 * of its cost was. Invoices count them, so a line and the ledger come from one computation.
 */
final class UsageChargeRows {
    private static final String COPY =
            """
            COPY usage_charge (id, occurred_at, customer_id, lane, model, amount_nanos, settlement_id)
            FROM STDIN (FORMAT binary)
            """;
    private static final int COLUMNS = 7;

    private UsageChargeRows() {}

    static void insert(Handle tx, Funds funds, long settlementId) throws SQLException {
        List<CustomerFunds.Charge> charges =
                funds.customers().stream()
                        .flatMap(customer -> customer.charges().stream())
                        .toList();
        if (charges.isEmpty()) return;
        var rows = new BinaryCopy();
        for (CustomerFunds.Charge charge : charges) write(rows, charge, settlementId);
        BinaryCopy.send(tx, COPY, rows.finish());
    }

    private static void write(BinaryCopy rows, CustomerFunds.Charge charge, long settlementId) {
        rows.row(COLUMNS);
        rows.uuid(charge.event().id());
        rows.instant(charge.event().occurredAt());
        rows.uuid(charge.event().customerId());
        rows.text(charge.event().lane().key());
        rows.text(charge.event().model());
        rows.bigint(charge.nanos());
        rows.bigint(settlementId);
    }
}
