package io.fluxrouter.app.rate;

import java.util.Map;

/** The kinds about credit grants and wallets. */
final class CreditKinds {

    private CreditKinds() {}

    static Map<String, PaperCharge> kinds() {
        return Map.of();
    }
}
