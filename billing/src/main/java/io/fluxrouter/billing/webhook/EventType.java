package io.fluxrouter.billing.webhook;

import java.util.List;
import java.util.Set;

/** The names of what is told. Fluxrate's seven are in REFERENCE 2.7; the test is ours. */
public final class EventType {
    public static final String INVOICE_CREATED = "invoice.created";
    public static final String INVOICE_FINALIZED = "invoice.finalized";
    public static final String INVOICE_PAID = "invoice.paid";
    public static final String INVOICE_VOIDED = "invoice.voided";
    public static final String SUBSCRIPTION_CREATED = "subscription.created";
    public static final String SUBSCRIPTION_ACTIVATED = "subscription.activated";
    public static final String SUBSCRIPTION_CANCELED = "subscription.canceled";

    /** A threshold of an alert was reached; ours too. */
    public static final String ALERT_TRIGGERED = "alert.triggered";

    /** A customer's card was refused so often that credit is not bought by itself any more. */
    public static final String AUTO_TOPUP_DISABLED = "auto_topup.disabled";

    /** A cardholder calls a payment back, or the bank has decided about that. */
    public static final String PAYMENT_DISPUTED = "payment.disputed";

    /** A card was refused for an invoice. */
    public static final String INVOICE_PAYMENT_FAILED = "invoice.payment_failed";

    /** Sent when somebody tries an endpoint out, to that endpoint alone. */
    public static final String TEST = "webhook.test";

    /** Stands for all that can be asked for. */
    public static final String EVERY = "*";

    /** What an endpoint can ask for, in the order that refusals list it. */
    public static final List<String> ALL =
            List.of(
                    INVOICE_CREATED,
                    INVOICE_FINALIZED,
                    INVOICE_PAID,
                    INVOICE_VOIDED,
                    INVOICE_PAYMENT_FAILED,
                    AUTO_TOPUP_DISABLED,
                    PAYMENT_DISPUTED,
                    SUBSCRIPTION_CREATED,
                    SUBSCRIPTION_ACTIVATED,
                    SUBSCRIPTION_CANCELED,
                    ALERT_TRIGGERED);

    private static final Set<String> KNOWN = Set.copyOf(ALL);

    private EventType() {}

    /** Whether an endpoint can ask for it by name. */
    public static boolean isKnown(String type) {
        return KNOWN.contains(type);
    }
}
