package io.fluxrouter.console.page.audit;

import io.fluxrouter.billing.key.ApiKey;
import io.fluxrouter.console.page.Frame;
import io.fluxrouter.core.usage.UsageEvent;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Requests one by one.
 *
 * @param rows the first page of them
 * @param count how many there are in all
 */
public record AuditPage(
        Frame frame,
        AuditFilter filter,
        AuditRows rows,
        long count,
        List<ApiKey> keys,
        List<String> models,
        List<String> providers) {
    public AuditPage {
        keys = List.copyOf(keys);
        models = List.copyOf(models);
        providers = List.copyOf(providers);
    }

    /** By which the progress of an export is asked for; a new one for each page. */
    public String newExport() {
        return UUID.randomUUID().toString();
    }

    /**
     * Some rows.
     *
     * @param columns beside the usual ones
     * @param keys the names of keys by their ids
     * @param more where the next rows are; "" after the last
     */
    public record AuditRows(
            List<UsageEvent> events,
            List<AuditColumn> columns,
            Map<UUID, String> keys,
            String more) {
        public AuditRows {
            events = List.copyOf(events);
            columns = List.copyOf(columns);
            keys = Map.copyOf(keys);
        }

        public String key(UUID id) {
            return keys.getOrDefault(id, "");
        }

        public String cell(UsageEvent event, AuditColumn column) {
            return column.of(event);
        }
    }
}
