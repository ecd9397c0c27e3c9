package io.fluxrouter.console.page;

import io.fluxrouter.billing.usage.UsageTotals;
import io.fluxrouter.core.money.Money;
import java.util.Locale;

/** What a chart of usage counts. */
public enum Measure {
    COST("Cost"),
    TOKENS("Tokens"),
    REQUESTS("Requests");

    private final String title;

    Measure(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Cost for a name that is none. */
    public static Measure byKey(String key) {
        for (Measure one : values()) {
            if (one.key().equals(key)) return one;
        }
        return COST;
    }

    /** Of money in nano-dollars, else a count. A bar has no length below zero. */
    long of(UsageTotals totals) {
        return switch (this) {
            case COST -> Math.max(0, totals.cost().nanos());
            case TOKENS -> totals.promptTokens() + totals.completionTokens();
            case REQUESTS -> totals.requests();
        };
    }

    String tick(long value) {
        return this == COST ? Show.axis(value) : Show.brief(value);
    }

    String exact(long value) {
        return this == COST ? Show.exact(Money.ofNanos(value)) : Show.count(value);
    }
}
