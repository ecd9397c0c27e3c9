package io.fluxrouter.billing.usage;

/** What the rows of a summary stand for. */
public enum GroupBy {
    /** The customer's id. */
    CUSTOMER,
    /** The key's id. */
    KEY,
    PROVIDER,
    MODEL,
    /** The lane's key: "express". */
    LANE,
    /** A UTC day: "2026-03-31". */
    DATE,
    /** A UTC hour by its beginning: "2026-03-31T14:00:00Z". */
    HOUR,
    /** One row for everything, named "". */
    NONE
}
