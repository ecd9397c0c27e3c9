package io.fluxrouter.console.page.admin;

import io.fluxrouter.billing.audit.AuditEntry;
import io.fluxrouter.billing.settle.SettlerHealth;
import io.fluxrouter.console.page.Frame;
import java.util.List;

/** How the program does, and what was changed last. */
public record SystemPage(
        Frame frame,
        SettlerHealth settler,
        List<MarginPage.ProviderRow> providers,
        List<AuditEntry> changes) {
    public SystemPage {
        providers = List.copyOf(providers);
        changes = List.copyOf(changes);
    }
}
