package io.fluxrouter.bench.billing;

import java.math.BigDecimal;
import java.time.Instant;
import org.jdbi.v3.core.Jdbi;

/** What each customer used in a stretch of time, in one statement and nothing else. */
final class BareGroupBy {
    private final Jdbi jdbi;
    private final Instant from;
    private final Instant until;
    private BigDecimal total = BigDecimal.ZERO;

    BareGroupBy(Jdbi jdbi, Instant from, Instant until) {
        this.jdbi = jdbi;
        this.from = from;
        this.until = until;
    }

    void run() {
        total =
                jdbi.inTransaction(
                        tx -> {
                            tx.execute("SET LOCAL statement_timeout = 0");
                            return tx
                                    .createQuery(
                                            """
                                            SELECT customer_id, sum(event_number(properties -> 'n')) AS n
                                            FROM meter_event
                                            WHERE name = 'calls' AND occurred_at >= :from
                                              AND occurred_at < :until
                                            GROUP BY customer_id
                                            """)
                                    .bind("from", from)
                                    .bind("until", until)
                                    .map((row, context) -> row.getBigDecimal("n"))
                                    .stream()
                                    .reduce(BigDecimal.ZERO, BigDecimal::add);
                        });
    }

    BigDecimal total() {
        return total;
    }
}
