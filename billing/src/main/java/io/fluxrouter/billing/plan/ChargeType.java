package io.fluxrouter.billing.plan;

import java.util.Optional;

/** When a charge is due. The names are stored and on the wire: never rename one. */
public enum ChargeType {
    /** The same in every period, prorated by days. */
    FIXED,
    /** By what its meter counted. */
    USAGE;

    public static Optional<ChargeType> byName(String name) {
        for (ChargeType type : values()) {
            if (type.name().equalsIgnoreCase(name)) return Optional.of(type);
        }
        return Optional.empty();
    }
}
