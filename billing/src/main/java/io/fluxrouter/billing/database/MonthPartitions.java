package io.fluxrouter.billing.database;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Jdbi;

/**
 * The monthly partitions of the big tables, made when first needed and remembered.
 *
 * <p>Threads: safe for all.
 */
public final class MonthPartitions {
    /** A table that is partitioned by month. */
    public enum Table {
        TRANSFER("transfer"),
        USAGE_EVENT("usage_event"),
        USAGE_HOURLY("usage_hourly"),
        USAGE_CHARGE("usage_charge"),
        METER_EVENT("meter_event");

        private final String sqlName;

        Table(String sqlName) {
            this.sqlName = sqlName;
        }
    }

    private record Partition(Table table, LocalDate month) {}

    private final Jdbi jdbi;
    private final Set<Partition> known = ConcurrentHashMap.newKeySet();

    public MonthPartitions(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Makes sure the table takes rows of that instant's month (UTC). Call it before the transaction
     * that writes them: making a partition waits for every transaction that uses the table.
     */
    public void ensure(Table table, Instant instant) {
        var partition = new Partition(table, monthOf(instant));
        if (known.contains(partition)) return;
        jdbi.useHandle(
                handle ->
                        handle.createQuery("SELECT ensure_month(:table, :month)::text")
                                .bind("table", table.sqlName)
                                .bind("month", partition.month())
                                .mapTo(String.class)
                                .one());
        known.add(partition);
    }

    /** The first day of the UTC month that the instant is in. */
    public static LocalDate monthOf(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC).withDayOfMonth(1);
    }
}
