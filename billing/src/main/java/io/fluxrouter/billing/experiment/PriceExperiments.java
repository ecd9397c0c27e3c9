package io.fluxrouter.billing.experiment;

import io.fluxrouter.billing.database.LongStatements;
import io.fluxrouter.billing.database.SqlArray;
import io.fluxrouter.core.experiment.PastUsage;
import io.fluxrouter.core.experiment.PriceChange;
import io.fluxrouter.core.experiment.PriceExperiment;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.money.TokenUsage;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Runs experiments over stored usage. Requests are read as they come, never all at once.
 *
 * <p>Threads: safe for all; one experiment runs at a time, so that nobody's curiosity takes the
 * database away from those who pay.
 */
public final class PriceExperiments {
    /** Rows that are in memory at a time. */
    private static final int ROWS = 2_000;

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Jdbi jdbi;
    private final Semaphore running = new Semaphore(1);

    public PriceExperiments(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Prices the usage of a half-open period anew. CONFLICT while another one runs; INVALID_VALUE
     * for prices at which the usage comes to more than money can count.
     */
    public PriceExperiment run(PriceChange change, Instant from, Instant to) {
        if (!running.tryAcquire()) {
            throw ApiError.of(Refusal.CONFLICT, "Another experiment runs: try again soon.");
        }
        try {
            PriceExperiment experiment = new PriceExperiment(change);
            jdbi.useTransaction(tx -> read(tx, from, to, experiment));
            return experiment;
        } catch (ArithmeticException tooMuch) {
            throw ApiError.of(
                    Refusal.INVALID_VALUE,
                    "At these prices the usage comes to more than nine billion dollars.",
                    "lanes");
        } finally {
            running.release();
        }
    }

    private static void read(Handle tx, Instant from, Instant to, PriceExperiment experiment) {
        tx.execute("SET TRANSACTION READ ONLY");
        LongStatements.allow(tx, LONGEST);
        tx.createQuery(
                        """
                        SELECT customer_id, model, prompt_tokens, completion_tokens, cached_tokens,
                               reasoning_tokens, cost_nanos, provider_cost_nanos
                        FROM usage_event WHERE occurred_at >= :from AND occurred_at < :to
                        """)
                .bind("from", from)
                .bind("to", to)
                .setFetchSize(ROWS)
                .map((row, context) -> usage(row))
                .forEach(experiment::add);
    }

    private static PastUsage usage(ResultSet row) throws SQLException {
        return new PastUsage(
                row.getObject("customer_id", UUID.class),
                row.getString("model"),
                new TokenUsage(
                        row.getLong("prompt_tokens"),
                        row.getLong("completion_tokens"),
                        row.getLong("cached_tokens"),
                        row.getLong("reasoning_tokens")),
                Money.ofNanos(row.getLong("cost_nanos")),
                Money.ofNanos(row.getLong("provider_cost_nanos")));
    }

    /** What the customers are called. */
    public Map<UUID, String> names(Collection<UUID> customers) {
        Map<UUID, String> names = new HashMap<>();
        jdbi.useHandle(
                handle ->
                        handle.createQuery("SELECT id, name FROM customer WHERE id = ANY(:ids)")
                                .bind("ids", SqlArray.uuids(customers))
                                .map(
                                        (row, context) ->
                                                names.put(
                                                        row.getObject(1, UUID.class),
                                                        row.getString(2)))
                                .list());
        return names;
    }
}
