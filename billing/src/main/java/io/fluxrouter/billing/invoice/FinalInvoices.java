package io.fluxrouter.billing.invoice;

import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/** All invoices that are final, a few hundred at a time, for who checks them. */
public final class FinalInvoices {
    private static final int PAGE = 500;

    private FinalInvoices() {}

    /**
     * @param unreadable gets the number of one whose rows make no invoice, and why
     */
    public static void forEach(
            Handle tx, Consumer<Invoice> each, BiConsumer<String, RuntimeException> unreadable) {
        UUID last = new UUID(0, 0);
        List<UUID> page = page(tx, last);
        while (!page.isEmpty()) {
            for (UUID id : page) {
                try {
                    InvoiceRows.find(tx, id).ifPresent(each);
                } catch (RuntimeException failure) {
                    unreadable.accept(id.toString(), failure);
                }
            }
            last = page.getLast();
            page = page(tx, last);
        }
    }

    private static List<UUID> page(Handle tx, UUID after) {
        return tx.createQuery(
                        """
                        SELECT id FROM invoice WHERE number IS NOT NULL AND id > :after
                        ORDER BY id LIMIT :limit
                        """)
                .bind("after", after)
                .bind("limit", PAGE)
                .mapTo(UUID.class)
                .list();
    }
}
