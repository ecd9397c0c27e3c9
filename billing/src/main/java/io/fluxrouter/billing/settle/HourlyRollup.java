package io.fluxrouter.billing.settle;

import static java.util.Comparator.comparing;

import io.fluxrouter.billing.database.SqlArray;
import io.fluxrouter.billing.usage.UsageTotals;
import io.fluxrouter.core.usage.UsageEvent;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** The sums that a batch adds to {@code usage_hourly}. Immutable. */
final class HourlyRollup {
    private record Key(
            UUID customerId, Instant hour, UUID keyId, String model, String provider, String lane) {
        // The same on every node, so that two of them meet rows in the same order.
        static final Comparator<Key> ORDER =
                comparing(Key::customerId)
                        .thenComparing(Key::hour)
                        .thenComparing(Key::keyId)
                        .thenComparing(Key::model)
                        .thenComparing(Key::provider)
                        .thenComparing(Key::lane);
    }

    private final List<Key> keys;
    private final List<UsageTotals> rows;
    private final List<Instant> lasts;

    private HourlyRollup(List<Key> keys, List<UsageTotals> rows, List<Instant> lasts) {
        this.keys = keys;
        this.rows = rows;
        this.lasts = lasts;
    }

    static HourlyRollup of(Collection<UsageEvent> events) {
        Map<Key, UsageTotals> sums = new HashMap<>();
        Map<Key, Instant> lasts = new HashMap<>();
        for (UsageEvent event : events) {
            Key key = key(event);
            sums.merge(key, totals(event), UsageTotals::plus);
            lasts.merge(key, event.occurredAt(), HourlyRollup::later);
        }
        List<Key> keys = new ArrayList<>(sums.keySet());
        keys.sort(Key.ORDER);
        return new HourlyRollup(
                keys,
                keys.stream().map(sums::get).toList(),
                keys.stream().map(lasts::get).toList());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Key key(UsageEvent event) {
        return new Key(
                event.customerId(),
                event.occurredAt().truncatedTo(ChronoUnit.HOURS),
                event.keyId(),
                event.model(),
                event.provider(),
                event.lane().key());
    }

    /** The hours in which something happened, by their beginnings. */
    Set<Instant> hours() {
        return keys.stream().map(Key::hour).collect(Collectors.toSet());
    }

    private static UsageTotals totals(UsageEvent event) {
        return new UsageTotals(
                1,
                failed(event) ? 1 : 0,
                event.tokens().promptTokens(),
                event.tokens().completionTokens(),
                event.tokens().cachedTokens(),
                event.tokens().reasoningTokens(),
                event.figures().cost(),
                event.figures().marketCost(),
                event.figures().providerCost());
    }

    private static boolean failed(UsageEvent event) {
        return switch (event.outcome()) {
            case COMPLETED, CALLER_GONE -> false;
            case PROVIDER_CUT, PROVIDER_REFUSED, PROVIDER_FAILED -> true;
        };
    }

    /** The same sums by day. */
    DailyRollup days() {
        DailyRollup.Sums sums = new DailyRollup.Sums();
        for (int i = 0; i < keys.size(); i++) {
            Key key = keys.get(i);
            sums.add(
                    new DailyRollup.Key(
                            LocalDate.ofInstant(key.hour(), ZoneOffset.UTC),
                            key.customerId(),
                            key.model(),
                            key.provider(),
                            key.lane()),
                    rows.get(i));
        }
        return sums.rollup();
    }

    void save(Handle tx) {
        Update update =
                tx.createUpdate(
                                """
                                INSERT INTO usage_hourly AS old (hour, customer_id, key_id, model, provider, lane, last_at, %s)
                                SELECT * FROM unnest(:hours, :customers, :keys, :models, :providers, :lanes, :lasts, %s)
                                ON CONFLICT (customer_id, hour, key_id, model, provider, lane) DO UPDATE SET
                                last_at = greatest(old.last_at, excluded.last_at), %s
                                """
                                        .formatted(
                                                SumColumns.NAMES,
                                                SumColumns.ARRAYS,
                                                SumColumns.ADDED))
                        .bind("hours", SqlArray.instants(column(Key::hour)))
                        .bind("customers", SqlArray.uuids(column(Key::customerId)))
                        .bind("keys", SqlArray.uuids(column(Key::keyId)))
                        .bind("models", SqlArray.texts(column(Key::model)))
                        .bind("providers", SqlArray.texts(column(Key::provider)))
                        .bind("lanes", SqlArray.texts(column(Key::lane)))
                        .bind("lasts", SqlArray.instants(lasts));
        SumColumns.bind(update, rows).execute();
    }

    private <T> List<T> column(Function<Key, T> part) {
        return keys.stream().map(part).toList();
    }
}
