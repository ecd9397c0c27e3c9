package io.fluxrouter.app.rate;

import java.util.Map;

/** The kinds about prices, minimum and maximum spend, rounding and allocation. */
final class RatingKinds {

    private RatingKinds() {}

    static Map<String, PaperCharge> kinds() {
        return Map.of();
    }
}
