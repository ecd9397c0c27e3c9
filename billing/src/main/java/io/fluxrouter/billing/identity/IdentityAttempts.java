package io.fluxrouter.billing.identity;

import io.fluxrouter.billing.account.Attempts;
import io.fluxrouter.core.access.KeyHash;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Sign-ins that browsers were sent to an issuer for. Each may come back once, within ten minutes,
 * to any node. Thread-safe.
 */
public final class IdentityAttempts {
    /** How long somebody may take at the issuer. */
    public static final Duration LIFE = Duration.ofMinutes(10);

    /** From one address in a quarter of an hour, those that came to nothing. */
    private static final int MOST_PER_ADDRESS = 100;

    private final Jdbi jdbi;
    private final InstantSource clock;
    private final Attempts attempts;

    public IdentityAttempts(Jdbi jdbi, InstantSource clock) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.attempts = new Attempts(jdbi, clock);
    }

    /**
     * Counts that somebody asks to be sent away, before the issuer is asked anything. Throws an
     * {@link io.fluxrouter.core.refusal.ApiError} RATE_LIMITED after too many that came to nothing.
     */
    public void count(@Nullable String clientIp) {
        attempts.take(name(clientIp), MOST_PER_ADDRESS);
    }

    /** Somebody from there came in: that one does not count. */
    public void arrived(@Nullable String clientIp) {
        attempts.giveBack(name(clientIp));
    }

    private static String name(@Nullable String clientIp) {
        return "issuer from " + clientIp;
    }

    /**
     * @param state what the issuer will hand back; kept as a hash
     * @param next where the person goes afterwards
     */
    public void begin(String state, String next) {
        Instant now = clock.instant();
        jdbi.useTransaction(
                tx -> {
                    tx.execute("DELETE FROM identity_attempt WHERE expires_at <= ?", now);
                    tx.createUpdate(
                                    """
                                    INSERT INTO identity_attempt (state_hash, next, expires_at)
                                    VALUES (:hash, :next, :expiresAt)
                                    """)
                            .bind("hash", KeyHash.of(state).toBytes())
                            .bind("next", next)
                            .bind("expiresAt", now.plus(LIFE))
                            .execute();
                });
    }

    /** Where the person goes; empty for a state that was never sent, is used or too old. */
    public Optional<String> end(String state) {
        return jdbi.inTransaction(
                tx ->
                        tx.createQuery(
                                        """
                                        DELETE FROM identity_attempt WHERE state_hash = :hash
                                        RETURNING next, expires_at > :now AS fresh
                                        """)
                                .bind("hash", KeyHash.of(state).toBytes())
                                .bind("now", clock.instant())
                                .map(
                                        (row, context) ->
                                                row.getBoolean("fresh")
                                                        ? Optional.of(row.getString("next"))
                                                        : Optional.<String>empty())
                                .findOne()
                                .flatMap(next -> next));
    }
}
