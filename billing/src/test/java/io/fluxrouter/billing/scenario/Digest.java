package io.fluxrouter.billing.scenario;

import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** All rows that billing wrote, as one text that is short where nothing differs. */
final class Digest {
    private static final List<String> TABLES =
            List.of(
                    "subscription",
                    "subscription_period",
                    "subscription_phase",
                    "pending_invoice_line",
                    "billing_audit",
                    "meter_event",
                    "invoice",
                    "invoice_line",
                    "invoice_payment",
                    "credit_note",
                    "customer_balance",
                    "customer_balance_entry",
                    "document_counter",
                    "transfer",
                    "currency_transfer");

    private Digest() {}

    static String of(Handle handle) {
        return TABLES.stream()
                .map(table -> table + " " + of(handle, table))
                .collect(Collectors.joining("\n"));
    }

    private static String of(Handle handle, String table) {
        return handle.createQuery(
                        "SELECT count(*) || ' ' || md5(coalesce(string_agg(t::text, ',' ORDER BY t::text), ''))"
                                + " FROM "
                                + table
                                + " t")
                .mapTo(String.class)
                .one();
    }
}
