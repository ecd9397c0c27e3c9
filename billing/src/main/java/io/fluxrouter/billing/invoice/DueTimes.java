package io.fluxrouter.billing.invoice;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** When the time makes something of invoices due, past or to come. */
final class DueTimes {
    private DueTimes() {}

    static Optional<Instant> next(Handle handle, Whose whose) {
        return whose.bind(
                        handle.createQuery(
                                """
                                SELECT min(at) FROM (
                                    SELECT min(p.ends_at) AS at FROM subscription_period p
                                    JOIN subscription s ON s.id = p.subscription_id
                                    JOIN customer c ON c.id = s.customer_id
                                    WHERE p.invoiced_at IS NULL AND %1$s
                                    UNION ALL
                                    SELECT min(i.scheduled_finalize_at) FROM invoice i
                                    JOIN customer c ON c.id = i.customer_id
                                    WHERE i.status = 'DRAFT' AND i.deleted_at IS NULL AND %1$s
                                    UNION ALL
                                    SELECT min(i.due_at) FROM invoice i
                                    JOIN customer c ON c.id = i.customer_id
                                    JOIN subscription s ON s.id = i.subscription_id
                                    WHERE i.status = 'OPEN' AND s.status = 'ACTIVE'
                                      AND s.deleted_at IS NULL AND %1$s) due
                                """
                                        .formatted(whose.sql())))
                .mapTo(Instant.class)
                .findOne();
    }
}
