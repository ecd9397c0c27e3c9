package io.fluxrouter.console.page.billing;

import io.fluxrouter.billing.card.CardOnFile;
import io.fluxrouter.billing.credit.CreditGrant;
import io.fluxrouter.billing.customer.Plan;
import io.fluxrouter.billing.invoice.Invoice;
import io.fluxrouter.billing.ledger.TransactionPage;
import io.fluxrouter.billing.purchase.CreditPackage;
import io.fluxrouter.billing.spend.MonthState;
import io.fluxrouter.console.page.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Plan, credit, ledger and invoices of a customer.
 *
 * @param plan null for a customer who is prepaid only
 * @param mayPay whether the visitor may change what costs money
 * @param takesCards whether a card can be left
 * @param notice what just happened; empty for nothing
 */
public record BillingPage(
        Frame frame,
        @Nullable Plan plan,
        @Nullable MonthState month,
        List<CreditGrant> grants,
        List<CreditPackage> packages,
        @Nullable CardOnFile card,
        boolean takesCards,
        TransactionPage ledger,
        List<Invoice> invoices,
        boolean mayPay,
        String notice) {
    public BillingPage {
        grants = List.copyOf(grants);
        packages = List.copyOf(packages);
        invoices = List.copyOf(invoices);
    }
}
