package io.fluxrouter.billing.invoice;

import java.math.BigDecimal;

/** What an invoice still asks for, in SQL, and how little of it no card is charged for. */
public final class AmountDue {
    /** Stripe charges no card for less. */
    public static final BigDecimal LEAST_CHARGE = new BigDecimal("0.50");

    /** Of the row {@code i} of {@code invoice}, as {@link InvoiceAmounts#due}. */
    public static final String SQL =
            "(i.total - i.credit_applied - i.amount_paid - i.amount_credited)";

    /** True where a card can be charged for the invoice {@code i}. */
    public static final String CHARGEABLE = SQL + " >= " + LEAST_CHARGE;

    private AmountDue() {}
}
