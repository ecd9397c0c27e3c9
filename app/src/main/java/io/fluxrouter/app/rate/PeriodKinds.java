package io.fluxrouter.app.rate;

import java.util.Map;

/** The kinds about billing periods and proration. */
final class PeriodKinds {

    private PeriodKinds() {}

    static Map<String, PaperCharge> kinds() {
        return Map.of();
    }
}
