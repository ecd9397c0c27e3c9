package io.fluxrouter.console.page.price;

import io.fluxrouter.billing.meter.StoredFeature;
import io.fluxrouter.billing.meter.StoredMeter;
import io.fluxrouter.billing.plan.Charge;
import io.fluxrouter.billing.plan.Offer;
import io.fluxrouter.billing.plan.PlanEntitlement;
import io.fluxrouter.billing.plan.PlanEntitlement.Permission;
import io.fluxrouter.console.page.Frame;
import io.fluxrouter.console.page.Show;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One version of a plan; the newest can be changed.
 *
 * @param simulation of it, at the quantities the dials start at
 * @param problem why what was sent is not possible; null where nothing is wrong
 */
public record PlanEditorPage(
        Frame frame,
        Offer offer,
        List<Dial> dials,
        Simulation simulation,
        List<StoredMeter> meters,
        List<StoredFeature> features,
        @Nullable String problem) {
    public PlanEditorPage {
        dials = List.copyOf(dials);
        meters = List.copyOf(meters);
        features = List.copyOf(features);
    }

    public boolean isNewest() {
        return offer.version() == offer.plan().version();
    }

    /** What a charge counts; its quantity where it is the same in every period. */
    public String counts(Charge charge) {
        UUID meter = charge.meterId();
        if (meter == null) return "each " + offer.plan().interval().key();
        return meters.stream()
                .filter(one -> one.id().equals(meter))
                .map(StoredMeter::name)
                .findFirst()
                .orElse("a meter that is gone");
    }

    public String feature(PlanEntitlement entitlement) {
        return features.stream()
                .filter(one -> one.id().equals(entitlement.featureId()))
                .map(StoredFeature::name)
                .findFirst()
                .orElse("a feature that is gone");
    }

    /** What is permitted, in words. */
    public static String words(Permission permission) {
        if (!permission.enabled()) return "not permitted";
        String text = permission.staticValue();
        if (text != null)
            return text.matches("\\d{4,15}") ? Show.count(Long.parseLong(text)) : text;
        BigDecimal limit = permission.limit();
        if (limit == null) return "without limit";
        String resets =
                switch (permission.resets()) {
                    case null -> "";
                    case NEVER -> " in all";
                    case DAY, WEEK, MONTH, YEAR -> " a " + permission.resets().key();
                };
        return Show.decimal(limit) + resets + (permission.soft() ? ", more is overage" : "");
    }
}
