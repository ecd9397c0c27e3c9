package io.fluxrouter.billing.settle;

import java.util.Locale;

/** Why an event was set aside instead of settled. The names are stored: never rename one. */
public enum Rejection {
    /** There is no such customer, so nobody can be charged. */
    UNKNOWN_CUSTOMER,
    /** The database refuses the event for what is in it, whatever is tried. */
    NOT_STORABLE;

    /** As stored, and as the metric's label. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
