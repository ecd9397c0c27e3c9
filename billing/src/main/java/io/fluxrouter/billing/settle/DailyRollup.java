package io.fluxrouter.billing.settle;

import static java.util.Comparator.comparing;

import io.fluxrouter.billing.database.SqlArray;
import io.fluxrouter.billing.usage.UsageTotals;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/**
 * The sums that a batch adds to {@code usage_daily}: of UTC days, and of all keys together, so that
 * a batch has few of them. Immutable.
 */
final class DailyRollup {
    record Key(LocalDate day, UUID customerId, String model, String provider, String lane) {
        // The same on every node, so that two of them meet rows in the same order.
        private static final Comparator<Key> ORDER =
                comparing(Key::day)
                        .thenComparing(Key::customerId)
                        .thenComparing(Key::model)
                        .thenComparing(Key::provider)
                        .thenComparing(Key::lane);
    }

    private final List<Key> keys;
    private final List<UsageTotals> rows;

    private DailyRollup(List<Key> keys, List<UsageTotals> rows) {
        this.keys = keys;
        this.rows = rows;
    }

    /** A roll-up in the making. For one thread. */
    static final class Sums {
        private final Map<Key, UsageTotals> sums = new HashMap<>();

        void add(Key key, UsageTotals totals) {
            sums.merge(key, totals, UsageTotals::plus);
        }

        DailyRollup rollup() {
            List<Key> keys = new ArrayList<>(sums.keySet());
            keys.sort(Key.ORDER);
            return new DailyRollup(keys, keys.stream().map(sums::get).toList());
        }
    }

    void save(Handle tx) {
        Update update =
                tx.createUpdate(
                                """
                                INSERT INTO usage_daily AS old (day, customer_id, model, provider, lane, %s)
                                SELECT * FROM unnest(:days, :customers, :models, :providers, :lanes, %s)
                                ON CONFLICT (day, customer_id, model, provider, lane) DO UPDATE SET %s
                                """
                                        .formatted(
                                                SumColumns.NAMES,
                                                SumColumns.ARRAYS,
                                                SumColumns.ADDED))
                        .bind("days", SqlArray.dates(column(Key::day)))
                        .bind("customers", SqlArray.uuids(column(Key::customerId)))
                        .bind("models", SqlArray.texts(column(Key::model)))
                        .bind("providers", SqlArray.texts(column(Key::provider)))
                        .bind("lanes", SqlArray.texts(column(Key::lane)));
        SumColumns.bind(update, rows).execute();
    }

    private <T> List<T> column(Function<Key, T> part) {
        return keys.stream().map(part).toList();
    }
}
