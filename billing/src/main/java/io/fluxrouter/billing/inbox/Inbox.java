package io.fluxrouter.billing.inbox;

import io.fluxrouter.billing.database.MonthPartitions;
import io.fluxrouter.billing.database.MonthPartitions.Table;
import io.fluxrouter.core.access.KeyHash;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import io.fluxrouter.core.webhook.TimedSignature;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Takes Stripe's events, each once: the row that says it came and all that it does commit together.
 * An effect that fails leaves no row, and Stripe sends the event again.
 *
 * <p>Safe for all threads; of two with the same event one waits for the other.
 */
public final class Inbox {
    /** The header that carries Stripe's signature. */
    public static final String HEADER = "Stripe-Signature";

    private final Jdbi jdbi;
    private final List<String> secrets;
    private final List<EventEffect> effects;
    private final InstantSource clock;
    private final MonthPartitions partitions;

    /**
     * @param secrets of the endpoint: two while one is being changed
     */
    public Inbox(Jdbi jdbi, List<String> secrets, List<EventEffect> effects, InstantSource clock) {
        this.jdbi = jdbi;
        this.secrets = List.copyOf(secrets);
        this.effects = List.copyOf(effects);
        this.clock = clock;
        this.partitions = new MonthPartitions(jdbi);
    }

    /**
     * Takes one event as it came over the wire. Throws an {@link ApiError} 400 for whatever Stripe
     * did not sign, or signed more than five minutes ago; nothing is kept of that.
     */
    public Receipt receive(byte[] body, String signature) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (TimedSignature.check(signature, secrets, body, now) != TimedSignature.Check.VALID) {
            throw ApiError.of(
                    Refusal.INVALID_VALUE, "The signature is not valid.", "Stripe-Signature");
        }
        StripeEvent event = StripeEvent.read(body);
        partitions.ensure(Table.TRANSFER, now);
        return jdbi.inTransaction(tx -> receive(tx, event, hash(body), now));
    }

    private Receipt receive(Handle tx, StripeEvent event, byte[] bodyHash, Instant now) {
        // First the row: of two at once, the second waits here until the first is through.
        if (!InboxRows.reserve(tx, event.id())) return Receipt.KNOWN;
        boolean applied = false;
        for (EventEffect effect : effects) applied |= effect.apply(tx, event, now);
        Receipt receipt = applied ? Receipt.APPLIED : Receipt.IGNORED;
        InboxRows.insert(tx, event, bodyHash, receipt, now);
        return receipt;
    }

    private static byte[] hash(byte[] body) {
        return KeyHash.of(new String(body, StandardCharsets.ISO_8859_1)).toBytes();
    }
}
