package io.fluxrouter.billing.credit;

/** The order in which a customer's grants are spent. */
public final class SpendOrder {
    /**
     * By priority, then what expires first, what was given before what was bought, the oldest, and
     * the id, so that two runs never differ. For {@code ORDER BY} over {@code credit_grant}.
     */
    public static final String SQL =
            "priority, expires_at NULLS LAST, (kind = 'paid'), created_at, id";

    private SpendOrder() {}
}
