package io.fluxrouter.billing.access;

import java.util.Locale;

/** Whether what an organisation does counts, or is a rehearsal. */
public enum Mode {
    LIVE,
    TEST;

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Mode ofKey(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
