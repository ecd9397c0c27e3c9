package io.fluxrouter.console.page.billing;

import io.fluxrouter.billing.card.CardOnFile;
import io.fluxrouter.billing.credit.CreditGrant;
import io.fluxrouter.billing.customer.Plan;
import io.fluxrouter.billing.invoice.Invoice;
import io.fluxrouter.billing.ledger.TransactionPage;
import io.fluxrouter.billing.purchase.AutoTopup;
import io.fluxrouter.billing.purchase.CreditPackage;
import io.fluxrouter.billing.spend.MonthState;
import io.fluxrouter.console.page.Frame;
import io.fluxrouter.console.page.Show;
import io.fluxrouter.core.money.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Plan, credit, ledger and invoices of a customer.
 *
 * @param plan null for a customer who is prepaid only
 * @param mayPay whether the visitor may change what costs money
 * @param takesCards whether a card can be left
 * @param topup the order to buy credit by itself; null where there was none
 * @param notice what just happened; empty for nothing
 * @param problem why what was sent is not possible; null where nothing is wrong
 */
public record BillingPage(
        Frame frame,
        @Nullable Plan plan,
        @Nullable MonthState month,
        List<CreditGrant> grants,
        List<CreditPackage> packages,
        @Nullable CardOnFile card,
        boolean takesCards,
        @Nullable AutoTopup topup,
        TransactionPage ledger,
        List<Invoice> invoices,
        boolean mayPay,
        String notice,
        @Nullable String problem) {
    public BillingPage {
        grants = List.copyOf(grants);
        packages = List.copyOf(packages);
        invoices = List.copyOf(invoices);
    }

    /** What the order buys: a package by its name, or an amount. */
    public String bought(AutoTopup order) {
        Money amount = order.what().amount();
        if (amount != null) return Show.money(amount) + " of credit";
        return packages.stream()
                .filter(one -> one.id().equals(order.what().packageId()))
                .findFirst()
                .map(one -> one.name() + " for " + Show.money(one.offer().price()))
                .orElse("a package that is sold no more");
    }
}
