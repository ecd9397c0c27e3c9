package io.fluxrouter.billing.idempotency;

import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Runs a call once for each key, for ever. Mark, effect and reply commit together: a call that was
 * refused or interrupted leaves no mark, and may be tried again.
 *
 * <p>Threads: safe for all. The second of two calls at once waits for the first.
 */
public final class IdempotentCalls {
    private static final int QUEUES = 256;

    private final Jdbi jdbi;
    private final InstantSource clock;

    /** Calls with the same key wait here, and not each on a connection of the pool. */
    private final ReentrantLock[] queues =
            Stream.generate(ReentrantLock::new).limit(QUEUES).toArray(ReentrantLock[]::new);

    public IdempotentCalls(Jdbi jdbi, InstantSource clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /**
     * The reply of {@code work}, or the one kept from the first time. What {@code work} does by the
     * same {@link Jdbi} on this thread becomes part of one transaction with the mark; it must leave
     * the writing to no other thread. Throws an {@link ApiError} CONFLICT for a key that was used
     * for another call.
     */
    public KeptReply once(IdempotentCall call, Supplier<KeptReply> work) {
        ReentrantLock queue = queues[Math.floorMod(call.key().hashCode(), QUEUES)];
        queue.lock();
        try {
            return jdbi.inTransaction(tx -> once(tx, call, work));
        } finally {
            queue.unlock();
        }
    }

    private KeptReply once(Handle tx, IdempotentCall call, Supplier<KeptReply> work) {
        if (!mark(tx, call)) return kept(tx, call);
        KeptReply reply = work.get();
        keep(tx, call, reply);
        return reply;
    }

    /** False if the key was used before. Waits for another node that is about to use it. */
    private boolean mark(Handle tx, IdempotentCall call) {
        return tx.createUpdate(
                                """
                                INSERT INTO idempotency_key (organization_id, key, fingerprint, created_at)
                                VALUES (:organizationId, :key, :fingerprint, :now)
                                ON CONFLICT DO NOTHING
                                """)
                        .bind("organizationId", call.organizationId())
                        .bind("key", call.key())
                        .bind("fingerprint", call.fingerprint().toBytes())
                        .bind("now", clock.instant())
                        .execute()
                == 1;
    }

    private static void keep(Handle tx, IdempotentCall call, KeptReply reply) {
        tx.createUpdate(
                        """
                        UPDATE idempotency_key
                        SET status = :status, content_type = :contentType, body = :body
                        WHERE organization_id = :organizationId AND key = :key
                        """)
                .bindMethods(reply)
                .bind("organizationId", call.organizationId())
                .bind("key", call.key())
                .execute();
    }

    private static KeptReply kept(Handle tx, IdempotentCall call) {
        Optional<KeptReply> found =
                tx.createQuery(
                                """
                                SELECT fingerprint, status, content_type, body FROM idempotency_key
                                WHERE organization_id = :organizationId AND key = :key
                                """)
                        .bind("organizationId", call.organizationId())
                        .bind("key", call.key())
                        .map(
                                (row, context) -> {
                                    requireSame(call, row.getBytes("fingerprint"));
                                    return new KeptReply(
                                            row.getInt("status"),
                                            row.getString("content_type"),
                                            row.getString("body"));
                                })
                        .findOne();
        return found.orElseThrow();
    }

    private static void requireSame(IdempotentCall call, byte[] fingerprint) {
        if (!Arrays.equals(call.fingerprint().toBytes(), fingerprint)) {
            throw ApiError.of(
                    Refusal.CONFLICT,
                    "This Idempotency-Key was used for another call.",
                    "Idempotency-Key");
        }
    }
}
