package io.fluxrouter.billing.account;

import io.fluxrouter.core.access.KeyHash;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import org.jdbi.v3.core.Jdbi;

/**
 * Counts tries to log in, sign up or set a new password, by e-mail and by address, in windows of a
 * quarter of an hour. All nodes count together. A try is counted before it is looked at, so that
 * many at once are not too many.
 *
 * <p>Threads: safe for all.
 */
public final class Attempts {
    static final Duration WINDOW = Duration.ofMinutes(15);

    /** How many windows that are over one try cleans away. */
    private static final int SWEPT = 50;

    private final Jdbi jdbi;
    private final InstantSource clock;

    public Attempts(Jdbi jdbi, InstantSource clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** Throws an {@link ApiError} RATE_LIMITED from the try after the {@code most}-th. */
    public void take(String name, int most) {
        byte[] hash = KeyHash.of(name).toBytes();
        Instant now = clock.instant();
        Instant over = now.minus(WINDOW);
        sweep(over);
        int counted =
                jdbi.withHandle(
                        handle ->
                                handle.createUpdate(
                                                """
                                                INSERT INTO attempt AS old (name, since, tries)
                                                VALUES (:name, :now, 1)
                                                ON CONFLICT (name) DO UPDATE SET
                                                    since = CASE WHEN old.since <= :over
                                                        THEN excluded.since ELSE old.since END,
                                                    tries = CASE WHEN old.since <= :over
                                                        THEN 1 ELSE old.tries + 1 END
                                                WHERE old.tries < :most OR old.since <= :over
                                                """)
                                        .bind("name", hash)
                                        .bind("now", now)
                                        .bind("over", over)
                                        .bind("most", most)
                                        .execute());
        if (counted == 0) throw tooMany(Duration.between(now, since(hash, now).plus(WINDOW)));
    }

    /** Skips what another call is at, so that none waits for one. */
    private void sweep(Instant over) {
        jdbi.useHandle(
                handle ->
                        handle.createUpdate(
                                        """
                                        DELETE FROM attempt WHERE name IN (
                                            SELECT name FROM attempt WHERE since <= :over
                                            LIMIT :most FOR UPDATE SKIP LOCKED)
                                        """)
                                .bind("over", over)
                                .bind("most", SWEPT)
                                .execute());
    }

    private Instant since(byte[] hash, Instant orElse) {
        return jdbi.withHandle(
                        handle ->
                                handle.createQuery("SELECT since FROM attempt WHERE name = :name")
                                        .bind("name", hash)
                                        .mapTo(OffsetDateTime.class)
                                        .findOne())
                .map(OffsetDateTime::toInstant)
                .orElse(orElse);
    }

    /** A try that turned out right does not count. */
    public void giveBack(String name) {
        jdbi.useHandle(
                handle ->
                        handle.createUpdate(
                                        """
                                        UPDATE attempt SET tries = tries - 1
                                        WHERE name = :name AND tries > 0
                                        """)
                                .bind("name", KeyHash.of(name).toBytes())
                                .execute());
    }

    private static ApiError tooMany(Duration wait) {
        long seconds = Math.max(1, wait.toSeconds() + 1);
        return ApiError.of(Refusal.RATE_LIMITED, "Too many tries. Try again later.")
                .withHeader("Retry-After", Long.toString(seconds));
    }
}
