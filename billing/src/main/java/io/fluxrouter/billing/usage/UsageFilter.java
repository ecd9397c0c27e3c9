package io.fluxrouter.billing.usage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/**
 * Which usage is looked at. The period is half open.
 *
 * @param customerId null for all customers: for the operator
 * @param keyId null for all keys
 * @param provider null for all
 * @param model null for all
 * @param lane by its key; null for all
 */
public record UsageFilter(
        @Nullable UUID customerId,
        Instant from,
        Instant to,
        @Nullable UUID keyId,
        @Nullable String provider,
        @Nullable String model,
        @Nullable String lane) {
    public UsageFilter {
        if (to.isBefore(from)) throw new IllegalArgumentException(from + " to " + to);
    }

    public static UsageFilter of(@Nullable UUID customerId, Instant from, Instant to) {
        return new UsageFilter(customerId, from, to, null, null, null, null);
    }

    public UsageFilter in(Instant from, Instant to) {
        return new UsageFilter(customerId, from, to, keyId, provider, model, lane);
    }

    /** Whether it may leave out most of what its customer sent. */
    boolean isNarrow() {
        return keyId != null || provider != null || model != null || lane != null;
    }

    /** The condition, for a table that has its time in that column. */
    String where(String time) {
        return time + " >= :from AND " + time + " < :to" + who();
    }

    /** The condition without that on the time: " AND ..." for each part of it. */
    String who() {
        List<String> parts = new ArrayList<>();
        if (customerId != null) parts.add("customer_id = :customerId");
        if (keyId != null) parts.add("key_id = :keyId");
        if (provider != null) parts.add("provider = :provider");
        if (model != null) parts.add("model = :model");
        if (lane != null) parts.add("lane = :lane");
        return parts.stream().map(part -> " AND " + part).collect(Collectors.joining());
    }

    <T extends SqlStatement<T>> T bind(T statement) {
        statement.bind("from", from).bind("to", to);
        if (customerId != null) statement.bind("customerId", customerId);
        if (keyId != null) statement.bind("keyId", keyId);
        if (provider != null) statement.bind("provider", provider);
        if (model != null) statement.bind("model", model);
        if (lane != null) statement.bind("lane", lane);
        return statement;
    }
}
