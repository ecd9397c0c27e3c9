package io.fluxrouter.core.entitlement;

import io.fluxrouter.core.entitlement.Verdict.Allowed;
import io.fluxrouter.core.entitlement.Verdict.Reason;
import io.fluxrouter.core.entitlement.Verdict.Refused;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * The rule whether a feature may be used. Using the last unit is allowed; what does not fit whole
 * is refused whole. Pure: two callers at once must count before they ask, in one transaction.
 */
public final class EntitlementCheck {

    private EntitlementCheck() {}

    /**
     * Judges the use of a feature.
     *
     * @param entitlement what the customer's plan says of the feature; empty if nothing
     * @param used the quantity used so far in the reset period
     * @param wanted the quantity about to be used; zero asks if anything at all is left
     */
    public static Verdict judge(
            Optional<Entitlement> entitlement, BigDecimal used, BigDecimal wanted) {
        if (wanted.signum() < 0) throw new IllegalArgumentException("negative use: " + wanted);
        return entitlement
                .map(permitted -> judge(permitted, used, wanted))
                .orElseGet(() -> new Refused(Reason.FEATURE_NOT_ENTITLED, Allowance.UNCOUNTED));
    }

    private static Verdict judge(Entitlement entitlement, BigDecimal used, BigDecimal wanted) {
        Allowance now =
                entitlement instanceof Entitlement.Metered metered
                        ? new Allowance(metered.limit(), used)
                        : Allowance.UNCOUNTED;
        if (!entitlement.enabled()) return new Refused(Reason.FEATURE_DISABLED, now);
        return switch (entitlement) {
            case Entitlement.Metered metered -> metered(metered, now, wanted);
            case Entitlement.Switch _, Entitlement.Custom _ -> new Allowed(now);
        };
    }

    private static Verdict metered(Entitlement.Metered metered, Allowance now, BigDecimal wanted) {
        return metered.soft() || fits(now, wanted)
                ? new Allowed(now.plus(wanted))
                : new Refused(Reason.FEATURE_LIMIT_REACHED, now);
    }

    private static boolean fits(Allowance now, BigDecimal wanted) {
        BigDecimal limit = now.limit();
        if (limit == null) return true;
        int left = limit.compareTo(now.used().add(wanted));
        return wanted.signum() == 0 ? left > 0 : left >= 0;
    }
}
