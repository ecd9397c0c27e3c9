package io.fluxrouter.billing.invoice;

import io.fluxrouter.billing.invoice.LineProof.Other;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The statement behind a proof. */
final class ProofRows {
    private ProofRows() {}

    /** What any invoice says of the usage of a period, oldest first; void ones were forgiven. */
    static List<Other> about(Handle tx, UUID subscriptionId, int period) {
        return tx.createQuery(
                        """
                        SELECT l.*, i.number FROM invoice_line l JOIN invoice i ON i.id = l.invoice_id
                        WHERE i.subscription_id = :subscription AND i.deleted_at IS NULL
                          AND (l.adjusts_period = :period
                               OR i.period_number = :period AND i.reason = 'period'
                                  AND l.kind IN ('usage', 'minimum'))
                        ORDER BY i.created_at, i.id, l.position
                        """)
                .bind("subscription", subscriptionId)
                .bind("period", period)
                .map(
                        (row, context) ->
                                new Other(
                                        row.getObject("invoice_id", UUID.class),
                                        row.getString("number"),
                                        LineRows.read(row)))
                .list();
    }
}
