package io.fluxrouter.console.page.audit;

import io.fluxrouter.billing.usage.UsageFilter;
import io.fluxrouter.console.page.Period;
import io.fluxrouter.console.page.Visit;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which requests an address asks for. All of it stands in the address, so that it can be shared.
 *
 * @param on the filters that are on, by name
 * @param columns that are shown beside the usual ones
 */
public record AuditFilter(
        Period period, UsageFilter usage, Map<String, String> on, List<AuditColumn> columns) {
    private static final List<String> NAMES =
            List.of("key", "provider", "model", "lane", "outcome");

    public AuditFilter {
        on = Map.copyOf(on);
        columns = List.copyOf(columns);
    }

    static AuditFilter of(Visit visit, Instant now) {
        Period period = Period.of(visit.call(), now);
        Map<String, String> on = new LinkedHashMap<>();
        for (String name : NAMES) visit.query(name).ifPresent(value -> on.put(name, value));
        UUID key = visit.call().queryId("key").orElse(null);
        return new AuditFilter(
                period,
                new UsageFilter(
                        visit.customerId(),
                        period.from(),
                        period.to(),
                        key,
                        on.get("provider"),
                        on.get("model"),
                        on.get("lane")),
                on,
                Stream.of(AuditColumn.values())
                        .filter(column -> visit.query(column.parameter()).isPresent())
                        .toList());
    }

    /** Null for both. */
    public @Nullable Boolean failed() {
        return switch (value("outcome")) {
            case "failed" -> Boolean.TRUE;
            case "answered" -> Boolean.FALSE;
            default -> null;
        };
    }

    public String value(String name) {
        return on.getOrDefault(name, "");
    }

    public boolean isOn() {
        return !on.isEmpty();
    }

    public boolean shows(AuditColumn column) {
        return columns.contains(column);
    }

    /** What another time leaves as it is, as fields of a form. */
    public Map<String, String> kept() {
        Map<String, String> fields = new LinkedHashMap<>(on);
        columns.forEach(column -> fields.put(column.parameter(), "1"));
        return fields;
    }

    /** For an address, as if no filter were on. */
    public String cleared() {
        return period.query() + shown();
    }

    private String shown() {
        return columns.stream()
                .map(column -> "&" + column.parameter() + "=1")
                .collect(Collectors.joining());
    }

    /** For an address. */
    public String query() {
        StringBuilder text = new StringBuilder(cleared());
        for (String name : NAMES) {
            if (on.containsKey(name)) {
                text.append('&')
                        .append(name)
                        .append('=')
                        .append(URLEncoder.encode(value(name), StandardCharsets.UTF_8));
            }
        }
        return text.toString();
    }
}
