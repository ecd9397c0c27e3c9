package io.fluxrouter.core.entitlement;

import java.util.Locale;

/** The answer to "may it be used now". */
public sealed interface Verdict {

    Allowance allowance();

    /**
     * @param allowance what is left once the wanted quantity has been used
     */
    record Allowed(Allowance allowance) implements Verdict {}

    /**
     * @param allowance what is left as things stand
     */
    record Refused(Reason reason, Allowance allowance) implements Verdict {}

    /** Why not. The key is the stable code on the wire. */
    enum Reason {
        /** The customer's plan does not have the feature. */
        FEATURE_NOT_ENTITLED,
        /** The plan has it switched off. */
        FEATURE_DISABLED,
        /** The wanted quantity does not fit under the hard limit. */
        FEATURE_LIMIT_REACHED;

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
