package io.fluxrouter.app.rate;

import java.util.Map;

/** The kinds about aggregation of events and what surrounds it. */
final class MeterKinds {

    private MeterKinds() {}

    static Map<String, PaperCharge> kinds() {
        return Map.of();
    }
}
