package io.fluxrouter.billing.webhook;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a delivery stands. */
public enum DeliveryStatus {
    /** It will be tried, perhaps again. */
    PENDING,
    /** The receiver answered 2xx. */
    DELIVERED,
    /** Every attempt failed. Only a replay tries again. */
    FAILED;

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<DeliveryStatus> byKey(String key) {
        return Arrays.stream(values()).filter(one -> one.key().equals(key)).findFirst();
    }
}
