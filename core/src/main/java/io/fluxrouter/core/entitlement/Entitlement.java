package io.fluxrouter.core.entitlement;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What a plan permits of one feature. */
public sealed interface Entitlement {

    /** The key of the feature. */
    String feature();

    boolean enabled();

    /**
     * A quantity by the period.
     *
     * @param limit null for no limit; zero permits nothing under a hard limit
     * @param soft use above the limit goes on, and is overage; a hard limit refuses it
     */
    record Metered(
            String feature,
            boolean enabled,
            @Nullable BigDecimal limit,
            boolean soft,
            ResetPeriod resets)
            implements Entitlement {
        public Metered {
            if (limit != null && limit.signum() < 0) {
                throw new IllegalArgumentException("negative limit: " + limit);
            }
        }
    }

    /** On or off. */
    record Switch(String feature, boolean enabled) implements Entitlement {}

    /** A text that the application enforces: nothing is counted against it here. */
    record Custom(String feature, boolean enabled, String value) implements Entitlement {}
}
