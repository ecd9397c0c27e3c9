package io.fluxrouter.app.rate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Every kind that {@code rate} can price, by name. */
final class PaperKinds {

    static final Map<String, PaperCharge> ALL =
            merged(
                    List.of(
                            RatingKinds.kinds(),
                            PeriodKinds.kinds(),
                            InvoiceKinds.kinds(),
                            CreditKinds.kinds(),
                            MeterKinds.kinds()));

    private PaperKinds() {}

    private static Map<String, PaperCharge> merged(List<Map<String, PaperCharge>> groups) {
        Map<String, PaperCharge> all = new HashMap<>();
        for (Map<String, PaperCharge> group : groups) {
            group.forEach(
                    (kind, charge) -> {
                        if (all.put(kind, charge) != null) {
                            throw new IllegalStateException("two charges of kind " + kind);
                        }
                    });
        }
        return Map.copyOf(all);
    }
}
