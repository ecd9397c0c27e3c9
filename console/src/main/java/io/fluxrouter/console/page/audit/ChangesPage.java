package io.fluxrouter.console.page.audit;

import io.fluxrouter.billing.audit.AuditEntry;
import io.fluxrouter.console.page.Frame;
import java.util.List;

/**
 * Who changed what.
 *
 * @param more where older entries are; "" after the oldest
 */
public record ChangesPage(Frame frame, List<AuditEntry> entries, String more) {
    public ChangesPage {
        entries = List.copyOf(entries);
    }
}
