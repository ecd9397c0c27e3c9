package io.fluxrouter.billing.invoice;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Gives documents their numbers: one sequence for each organisation, kind and year in UTC. The
 * counter's row stays locked until the transaction ends, and a rollback gives the number back, so
 * there are no gaps. To be called as late as can be: everybody who numbers waits for it.
 */
final class Numbers {
    private Numbers() {}

    /** Stored: never rename one. */
    enum Kind {
        INVOICE("invoice"),
        CREDIT_NOTE("credit_note");

        private final String key;

        Kind(String key) {
            this.key = key;
        }
    }

    static int year(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC).getYear();
    }

    static long next(Handle tx, UUID organizationId, Kind kind, Instant now) {
        return tx.createQuery(
                        """
                        INSERT INTO document_counter (organization_id, kind, year, last)
                        VALUES (:organization, :kind, :year, 1)
                        ON CONFLICT (organization_id, kind, year)
                        DO UPDATE SET last = document_counter.last + 1
                        RETURNING last
                        """)
                .bind("organization", organizationId)
                .bind("kind", kind.key)
                .bind("year", year(now))
                .mapTo(Long.class)
                .one();
    }
}
