package io.fluxrouter.console.page.billing;

import io.fluxrouter.billing.card.Cards;
import io.fluxrouter.billing.collection.PayNow;
import io.fluxrouter.billing.credit.Credits;
import io.fluxrouter.billing.customer.Customers;
import io.fluxrouter.billing.customer.PlanChanges;
import io.fluxrouter.billing.customer.Plans;
import io.fluxrouter.billing.invoice.InvoiceLinks;
import io.fluxrouter.billing.invoice.Invoices;
import io.fluxrouter.billing.ledger.Transactions;
import io.fluxrouter.billing.purchase.AutoTopups;
import io.fluxrouter.billing.purchase.Packages;
import io.fluxrouter.billing.purchase.Purchases;
import io.fluxrouter.billing.spend.MonthStates;
import io.fluxrouter.console.http.PublicAddress;
import io.fluxrouter.console.invoice.InvoicePaper;
import java.util.Optional;

/**
 * Where the pages of money read, and what they ask to be done.
 *
 * @param cards empty for an installation without Stripe
 */
public record BillingSources(
        Customers customers,
        Plans plans,
        PlanChanges changes,
        Credits credits,
        Packages packages,
        Purchases purchases,
        AutoTopups topups,
        PayNow payNow,
        Optional<Cards> cards,
        Transactions transactions,
        Invoices invoices,
        InvoiceLinks links,
        InvoicePaper paper,
        MonthStates months,
        PublicAddress address) {}
