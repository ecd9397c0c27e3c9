package io.fluxrouter.billing.purchase;

import java.util.Locale;

/** How a purchase is paid. The names are stored and shown: never rename one. */
public enum PurchaseWay {
    /** Not at all: in development, so that everything can be tried. */
    INSTANT,
    /** On a page of Stripe's. */
    CHECKOUT,
    /** By the card on file, without its owner. */
    AUTOMATIC;

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static PurchaseWay byKey(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
