package io.fluxrouter.console.page.admin;

import io.fluxrouter.billing.audit.AuditLog;
import io.fluxrouter.billing.credit.Credits;
import io.fluxrouter.billing.customer.Customers;
import io.fluxrouter.billing.customer.Plans;
import io.fluxrouter.billing.invoice.Invoices;
import io.fluxrouter.billing.settle.SettlerHealth;
import io.fluxrouter.console.invoice.InvoicePaper;
import io.fluxrouter.console.page.UsageSources;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Where the operator's pages read.
 *
 * @param providers the state of each provider, by name
 * @param settings as this node was started
 * @param settler how far the ledger is behind the requests
 */
public record AdminSources(
        UsageSources usage,
        Customers customers,
        Plans plans,
        Credits credits,
        Invoices invoices,
        InvoicePaper paper,
        AuditLog audit,
        Supplier<Map<String, String>> providers,
        Supplier<SettlerHealth> settler,
        List<SettingsPage.Row> settings) {
    public AdminSources {
        settings = List.copyOf(settings);
    }
}
