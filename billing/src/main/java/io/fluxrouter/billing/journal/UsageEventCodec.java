package io.fluxrouter.billing.journal;

import io.fluxrouter.core.catalog.Lane;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.money.TokenUsage;
import io.fluxrouter.core.usage.Figures;
import io.fluxrouter.core.usage.Outcome;
import io.fluxrouter.core.usage.UsageEvent;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A usage event as bytes: a version, numbers of fixed width, then bounded texts. The codes of lanes
 * and outcomes are written here and never change, whatever the order of the enums.
 */
final class UsageEventCodec {
    private static final byte VERSION = 1;
    private static final int MAX_MODEL_BYTES = 256;
    private static final int MAX_NAME_BYTES = 128;
    private static final int MAX_IP_BYTES = 64;
    private static final int MAX_USER_AGENT_BYTES = 300;
    private static final int TEXTS = 6;
    private static final int NUMBER_BYTES = 1 + 3 * 16 + 12 + 7 * 8 + 2 * 4 + 3;

    /** The longest an event can become: what a reservation must cover. */
    static final int MAX_BYTES =
            NUMBER_BYTES
                    + TEXTS * BoundedText.LENGTH_BYTES
                    + 2 * MAX_MODEL_BYTES
                    + 2 * MAX_NAME_BYTES
                    + MAX_IP_BYTES
                    + MAX_USER_AGENT_BYTES;

    private UsageEventCodec() {}

    static void put(ByteBuffer target, UsageEvent event) {
        target.put(VERSION);
        putId(target, event.id());
        putId(target, event.customerId());
        putId(target, event.keyId());
        putInstant(target, event.occurredAt());
        putTokens(target, event.tokens());
        putFigures(target, event.figures());
        target.putInt(event.latencyMillis()).putInt(event.status());
        target.put(code(event.lane())).put(code(event.outcome())).put(flags(event));
        BoundedText.put(target, event.requestedModel(), MAX_MODEL_BYTES);
        BoundedText.put(target, event.model(), MAX_MODEL_BYTES);
        BoundedText.put(target, event.provider(), MAX_NAME_BYTES);
        BoundedText.put(target, event.routeReason(), MAX_NAME_BYTES);
        BoundedText.put(target, event.clientIp(), MAX_IP_BYTES);
        BoundedText.put(target, event.userAgent(), MAX_USER_AGENT_BYTES);
    }

    /**
     * Reads what {@link #put} wrote.
     *
     * @throws IllegalStateException where a newer version wrote it: skipping would lose an event
     */
    static UsageEvent get(ByteBuffer source) {
        byte version = source.get();
        if (version != VERSION) throw unknown("version", version);
        UUID id = getId(source);
        UUID customerId = getId(source);
        UUID keyId = getId(source);
        Instant occurredAt = Instant.ofEpochSecond(source.getLong(), source.getInt());
        TokenUsage tokens =
                new TokenUsage(
                        source.getLong(), source.getLong(), source.getLong(), source.getLong());
        Figures figures = new Figures(getMoney(source), getMoney(source), getMoney(source));
        int latencyMillis = source.getInt();
        int status = source.getInt();
        Lane lane = lane(source.get());
        Outcome outcome = outcome(source.get());
        byte flags = source.get();
        return new UsageEvent(
                id,
                occurredAt,
                customerId,
                keyId,
                getText(source),
                getText(source),
                getText(source),
                lane,
                getText(source),
                tokens,
                figures,
                latencyMillis,
                status,
                outcome,
                (flags & 1) != 0,
                (flags & 2) != 0,
                (flags & 4) != 0,
                getOptionalText(source),
                getOptionalText(source));
    }

    private static void putId(ByteBuffer target, UUID id) {
        target.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }

    private static UUID getId(ByteBuffer source) {
        return new UUID(source.getLong(), source.getLong());
    }

    private static void putInstant(ByteBuffer target, Instant instant) {
        target.putLong(instant.getEpochSecond()).putInt(instant.getNano());
    }

    private static void putTokens(ByteBuffer target, TokenUsage tokens) {
        target.putLong(tokens.promptTokens()).putLong(tokens.completionTokens());
        target.putLong(tokens.cachedTokens()).putLong(tokens.reasoningTokens());
    }

    private static void putFigures(ByteBuffer target, Figures figures) {
        target.putLong(figures.cost().nanos());
        target.putLong(figures.marketCost().nanos());
        target.putLong(figures.providerCost().nanos());
    }

    private static Money getMoney(ByteBuffer source) {
        return new Money(source.getLong());
    }

    private static String getText(ByteBuffer source) {
        return Objects.requireNonNull(BoundedText.get(source));
    }

    private static @Nullable String getOptionalText(ByteBuffer source) {
        return BoundedText.get(source);
    }

    private static byte flags(UsageEvent event) {
        int streaming = event.streaming() ? 1 : 0;
        int estimated = event.estimated() ? 2 : 0;
        int overrun = event.overrun() ? 4 : 0;
        return (byte) (streaming | estimated | overrun);
    }

    private static byte code(Lane lane) {
        return switch (lane) {
            case EXPRESS -> 1;
            case DAILY -> 2;
            case DEEP -> 3;
        };
    }

    private static Lane lane(byte code) {
        for (Lane lane : Lane.values()) {
            if (code(lane) == code) return lane;
        }
        throw unknown("lane", code);
    }

    private static byte code(Outcome outcome) {
        return switch (outcome) {
            case COMPLETED -> 1;
            case CALLER_GONE -> 2;
            case PROVIDER_CUT -> 3;
            case PROVIDER_REFUSED -> 4;
            case PROVIDER_FAILED -> 5;
        };
    }

    private static Outcome outcome(byte code) {
        for (Outcome outcome : Outcome.values()) {
            if (code(outcome) == code) return outcome;
        }
        throw unknown("outcome", code);
    }

    private static IllegalStateException unknown(String what, byte code) {
        return new IllegalStateException(
                "the journal was written by a newer version: unknown " + what + " " + code);
    }
}
