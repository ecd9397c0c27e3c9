package io.fluxrouter.core.credit;

/** Where a grant's money came from, in the order the sources are spent at equal priority. */
public enum GrantSource {
    /** The plan includes it. Spent before every other grant, whatever their priority (DESIGN 3). */
    INCLUDED,
    /** The operator gave it. */
    PROMOTIONAL,
    /** The customer bought it. */
    PAID
}
