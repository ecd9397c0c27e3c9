package io.fluxrouter.bench;

import java.math.BigDecimal;
import java.util.Locale;

/** The figures a run reports, in order, and the bars they are held to. */
enum Figure {
    CPU_RATIO_JSON(Side.AT_MOST, 2.0, "CPU time per plain request, ours / nginx"),
    ADDED_P50_MS(Side.AT_MOST, 0.3, "latency we add to the provider's, median"),
    ADDED_P99_MS(Side.AT_MOST, 3.0, "latency we add to the provider's, 99th percentile"),
    CPU_RATIO_STREAM(Side.AT_MOST, 2.0, "CPU time per paced stream, ours / nginx"),
    CHUNK_GAP_P99_MS(Side.NONE, 0, "time we add between chunks, 99th percentile"),
    RSS_5000_STREAMS_MB(Side.AT_MOST, 600, "resident memory with 5,000 streams open"),
    SETTLED_PER_S(Side.AT_LEAST, 30_000, "usage events settled per second"),
    SETTLE_COPY_RATIO(Side.AT_LEAST, 0.25, "settling / COPY of the same rows, batched, indexed"),
    SETTLED_MANY_CUSTOMERS_PER_S(Side.NONE, 0, "the same of 2,000 customers with three keys each"),
    START_MS(Side.AT_MOST, 3_000, "from start to first answer, database exists"),
    IDLE_RSS_MB(Side.AT_MOST, 250, "resident memory of the idle server"),
    NGINX_ADDED_P50_MS(Side.NONE, 0, "for comparison: latency nginx adds, median"),
    NGINX_ADDED_P99_MS(Side.NONE, 0, "for comparison: latency nginx adds, 99th percentile"),
    NGINX_CHUNK_GAP_P99_MS(Side.NONE, 0, "for comparison: time nginx adds between chunks"),
    CPU_MICROS_JSON(Side.NONE, 0, "our CPU time per plain request"),
    NGINX_CPU_MICROS_JSON(Side.NONE, 0, "nginx's CPU time per plain request"),
    CPU_MICROS_STREAM(Side.NONE, 0, "our CPU time per stream of 50 chunks"),
    NGINX_CPU_MICROS_STREAM(Side.NONE, 0, "nginx's CPU time per stream of 50 chunks"),
    CPU_RATIO_JSON_2000(
            Side.NONE, 0, "cpu_ratio_json at 2,000 requests a second, the machine half idle"),
    CPU_RATIO_JSON_WITH_DATABASE(
            Side.NONE, 0, "cpu_ratio_json, settling in PostgreSQL counted too"),
    CPU_RATIO_STREAM_WITH_DATABASE(
            Side.NONE, 0, "cpu_ratio_stream, settling in PostgreSQL counted too"),
    COPIED_PER_S(Side.NONE, 0, "rows per second of COPY, batches of 2,000, two indexes"),
    PLAIN_COPIED_PER_S(Side.NONE, 0, "rows per second of COPY in one go, no index"),
    SETTLE_PLAIN_COPY_RATIO(Side.NONE, 0, "settling / COPY in one go, no index"),
    SETTLE_CPU_MICROS(Side.NONE, 0, "our CPU time per event at 2,000 a second, journal included"),
    SETTLE_DATABASE_CPU_MICROS(Side.NONE, 0, "PostgreSQL's CPU time per event at 2,000 a second"),
    EVENTS_SINGLE_PER_S(Side.AT_LEAST, 5_000, "events a second, sent one by one"),
    EVENT_CPU_MICROS(Side.NONE, 0, "our CPU time per event sent alone"),
    EVENT_DATABASE_CPU_MICROS(Side.NONE, 0, "PostgreSQL's CPU time per event sent alone"),
    EVENTS_BATCH_PER_S(Side.AT_LEAST, 30_000, "events a second, sent by the thousand"),
    BATCHED_EVENT_CPU_MICROS(Side.NONE, 0, "our CPU time per event in a batch"),
    BATCHED_EVENT_DATABASE_CPU_MICROS(Side.NONE, 0, "PostgreSQL's CPU time per event in a batch"),
    INVOICE_RUN_S(Side.NONE, 0, "seconds of an invoice run over all that is due"),
    GROUP_BY_S(Side.NONE, 0, "seconds of one bare GROUP BY over the same events"),
    RUN_RATIO(Side.AT_MOST, 3, "invoice run / bare GROUP BY"),
    HISTORY_RATIO(
            Side.AT_MOST, 1.25, "invoice run with as many events before the period / without"),
    FINALIZE_RUN_S(Side.NONE, 0, "seconds to count all again and make the drafts final"),
    ERRORS(Side.AT_MOST, 0, "requests of measured phases that failed, at any target");

    private final Side side;
    private final double bar;
    private final String meaning;

    Figure(Side side, double bar, String meaning) {
        this.side = side;
        this.bar = bar;
        this.meaning = meaning;
    }

    /** On which side of its bar a figure should be. */
    private enum Side {
        AT_MOST,
        AT_LEAST,
        /** There is no bar: the figure explains others. */
        NONE
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    String meaning() {
        return meaning;
    }

    /** The bar in words, empty where there is none. */
    String bar() {
        String number = BigDecimal.valueOf(bar).stripTrailingZeros().toPlainString();
        return switch (side) {
            case AT_MOST -> "<= " + number;
            case AT_LEAST -> ">= " + number;
            case NONE -> "";
        };
    }

    /** What a value is worth, empty where there is no bar. */
    String verdict(double value) {
        return switch (side) {
            case AT_MOST -> value <= bar ? "ok" : "MISSED";
            case AT_LEAST -> value >= bar ? "ok" : "MISSED";
            case NONE -> "";
        };
    }
}
