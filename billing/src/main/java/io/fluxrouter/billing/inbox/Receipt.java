package io.fluxrouter.billing.inbox;

/** What became of an event that Stripe sent. */
public enum Receipt {
    APPLIED,
    /** It is kept, and means nothing here. */
    IGNORED,
    /** It came before, and did then what it does. */
    KNOWN
}
