package io.fluxrouter.gateway.upstream;

import java.util.Locale;

/** Whether a provider is called. The keys are an interface: never rename one. */
public enum CircuitState {
    /** It is. */
    CLOSED,
    /** A few calls find out whether it is back. */
    HALF_OPEN,
    /** It failed too often and is left out for a moment. */
    OPEN,
    /** It said that it has too much to do. */
    COOLING;

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
