package io.fluxrouter.billing.ledger;

import io.fluxrouter.core.usage.UsageEvent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * SHA-256 over the usage events that a customer's transfers of one batch pay, in the order of their
 * ids. It ties the events to the hash chain: none can be changed, dropped or put in unseen.
 *
 * <p>It covers what decides the bill. Address, user agent and latency are left out, so that
 * personal data can be erased without breaking the proof. Used by one thread.
 */
public final class EventDigest {
    /** The order of ids in PostgreSQL: by unsigned bytes. {@link UUID#compareTo} is signed. */
    private static final Comparator<UsageEvent> BY_ID =
            (left, right) -> {
                int high =
                        Long.compareUnsigned(
                                left.id().getMostSignificantBits(),
                                right.id().getMostSignificantBits());
                return high != 0
                        ? high
                        : Long.compareUnsigned(
                                left.id().getLeastSignificantBits(),
                                right.id().getLeastSignificantBits());
            };

    private final MessageDigest digest = sha256();
    private final StringBuilder text = new StringBuilder(1024);

    /** The digest of one customer's events of one batch, in hex. */
    public static String of(Collection<UsageEvent> events) {
        return new EventDigest().ofAll(events);
    }

    /** As {@link #of}, for who needs many; nothing may have been added before. */
    public String ofAll(Collection<UsageEvent> events) {
        List<UsageEvent> sorted = new ArrayList<>(events);
        sorted.sort(BY_ID);
        sorted.forEach(this::add);
        return finish();
    }

    /** Takes the next event; they must come in the order of their ids, as PostgreSQL sorts them. */
    public void add(UsageEvent event) {
        text.setLength(0);
        appendCanonical(event);
        digest.update(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The digest in hex; begins anew afterwards. */
    public String finish() {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** "name=length:value" per line, as the hash chain writes transfers. */
    private void appendCanonical(UsageEvent event) {
        field("id", event.id().toString());
        field("occurred_at", event.occurredAt().truncatedTo(ChronoUnit.MICROS).toString());
        field("customer", event.customerId().toString());
        field("key", event.keyId().toString());
        field("requested_model", event.requestedModel());
        field("model", event.model());
        field("provider", event.provider());
        field("lane", event.lane().key());
        field("route_reason", event.routeReason());
        field("prompt_tokens", event.tokens().promptTokens());
        field("completion_tokens", event.tokens().completionTokens());
        field("cached_tokens", event.tokens().cachedTokens());
        field("reasoning_tokens", event.tokens().reasoningTokens());
        field("cost_nanos", event.figures().cost().nanos());
        field("market_cost_nanos", event.figures().marketCost().nanos());
        field("provider_cost_nanos", event.figures().providerCost().nanos());
        field("status", event.status());
        field("outcome", event.outcome().name().toLowerCase(Locale.ROOT));
        field("streaming", String.valueOf(event.streaming()));
        field("estimated", String.valueOf(event.estimated()));
        field("overrun", String.valueOf(event.overrun()));
    }

    private void field(String name, long value) {
        field(name, Long.toString(value));
    }

    private void field(String name, String value) {
        text.append(name).append('=').append(value.length()).append(':').append(value).append('\n');
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
