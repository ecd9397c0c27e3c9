package io.fluxrouter.core.ledger;

import java.util.Locale;

/**
 * A posting address within one customer's books, by purpose. The names are stored and hashed: never
 * rename one.
 */
public enum LedgerAccount {
    /** Prepaid and promotional money the customer still has. */
    CREDIT,
    /**
     * What the plan's included amount has paid. Falls below zero as it is used; the operator's
     * gift.
     */
    ALLOWANCE,
    /** What the customer owes for usage not prepaid. Below zero: owed to the operator. */
    RECEIVABLE,
    /** What the operator has earned from this customer. */
    REVENUE,
    /** Money that came in. */
    CASH,
    /** Money given away: promotional credit. */
    PROMOTION,
    /** Credit that ran out of time. */
    EXPIRED,
    /**
     * What invoices ask for that is not paid yet. Below zero: owed to the operator; above: what
     * invoices and credit notes left to the customer.
     */
    BILLED,
    /** Taxes that invoices collect; the operator's to hand on. */
    TAX;

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Throws {@link IllegalArgumentException} for an unknown key. */
    public static LedgerAccount byKey(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
