package io.fluxrouter.billing.invoice;

import java.time.Duration;

/**
 * How invoices of subscriptions are made.
 *
 * @param grace how long a draft waits for late events and for the operator's look; not negative
 * @param dueDays from its issue on
 */
public record InvoiceSettings(Duration grace, int dueDays) {
    /** An hour (REFERENCE 2.6), and a month to pay. */
    public static final InvoiceSettings STANDARD = new InvoiceSettings(Duration.ofHours(1), 30);

    public InvoiceSettings {
        if (grace.isNegative()) throw new IllegalArgumentException("a grace of " + grace);
        if (dueDays < 0) throw new IllegalArgumentException(dueDays + " days");
    }
}
