package io.fluxrouter.billing.plan;

import java.util.Optional;

/** Which charges a plan may have. The names are stored and on the wire: never rename one. */
public enum PlanType {
    FIXED,
    USAGE,
    HYBRID;

    boolean permits(ChargeType charge) {
        return switch (this) {
            case FIXED -> charge == ChargeType.FIXED;
            case USAGE -> charge == ChargeType.USAGE;
            case HYBRID -> true;
        };
    }

    public static Optional<PlanType> byName(String name) {
        for (PlanType type : values()) {
            if (type.name().equalsIgnoreCase(name)) return Optional.of(type);
        }
        return Optional.empty();
    }
}
