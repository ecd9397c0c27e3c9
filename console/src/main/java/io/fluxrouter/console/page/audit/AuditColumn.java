package io.fluxrouter.console.page.audit;

import io.fluxrouter.console.page.Show;
import io.fluxrouter.core.usage.UsageEvent;
import java.util.Objects;

/** A column of the audit trail that is shown to whoever asks for it. */
public enum AuditColumn {
    ASKED("asked", "Model asked for", false),
    CACHED("cached", "Cached", true),
    MARKET("market", "Market rate", true),
    ADDRESS("ip", "Client IP", false),
    STREAMED("streamed", "Streamed", false),
    AGENT("agent", "User agent", false);

    private final String key;
    private final String title;
    private final boolean number;

    AuditColumn(String key, String title, boolean number) {
        this.key = key;
        this.title = title;
        this.number = number;
    }

    /** What it is called in an address. */
    public String parameter() {
        return "show_" + key;
    }

    public String title() {
        return title;
    }

    public boolean isNumber() {
        return number;
    }

    /** What it says of a request; "" where nothing is known. */
    String of(UsageEvent event) {
        return switch (this) {
            case ASKED -> event.requestedModel();
            case CACHED -> Show.count(event.tokens().cachedTokens());
            case MARKET -> Show.exact(event.figures().marketCost());
            case ADDRESS -> Objects.requireNonNullElse(event.clientIp(), "");
            case STREAMED -> event.streaming() ? "yes" : "no";
            case AGENT -> Objects.requireNonNullElse(event.userAgent(), "");
        };
    }
}
