package io.fluxrouter.console.page.usage;

import io.fluxrouter.billing.key.ApiKey;
import io.fluxrouter.billing.usage.GroupBy;
import io.fluxrouter.billing.usage.UsageFilter;
import io.fluxrouter.console.page.Measure;
import io.fluxrouter.console.page.Period;
import io.fluxrouter.console.page.UsageSources;
import io.fluxrouter.console.page.Visit;
import io.fluxrouter.core.catalog.Lane;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What an address asks to see of the usage. */
record UsageView(Period period, UsageFilter filter, String group, UsagePage.View shown) {
    private static final List<String> NAMES = List.of("key", "provider", "model", "lane");

    static UsageView of(Visit visit, UsageSources sources, Instant now) {
        Period period = Period.of(visit.call(), now);
        Map<String, String> on = new LinkedHashMap<>();
        for (String name : NAMES) visit.query(name).ifPresent(value -> on.put(name, value));
        UUID key = visit.call().queryId("key").orElse(null);
        UsageFilter filter =
                new UsageFilter(
                        visit.customerId(),
                        period.from(),
                        period.to(),
                        key,
                        on.get("provider"),
                        on.get("model"),
                        on.get("lane"));
        String group = group(visit.query("group").orElse("date"));
        Measure measure = Measure.byKey(visit.query("show").orElse(""));
        String base =
                "/home/usage?" + period.query() + "&group=" + group + "&show=" + measure.key();
        List<UsagePage.Chip> chips = new ArrayList<>();
        on.forEach(
                (name, value) ->
                        chips.add(
                                new UsagePage.Chip(
                                        name,
                                        label(name, value, sources),
                                        base + filters(on, name))));
        return new UsageView(
                period,
                filter,
                group,
                new UsagePage.View(period, group, measure, chips, on, filters(on, "")));
    }

    Measure measure() {
        return shown.measure();
    }

    GroupBy groupBy() {
        return switch (group) {
            case "key" -> GroupBy.KEY;
            case "provider" -> GroupBy.PROVIDER;
            case "model" -> GroupBy.MODEL;
            case "lane" -> GroupBy.LANE;
            default -> GroupBy.DATE;
        };
    }

    private static String group(String wanted) {
        return NAMES.contains(wanted) ? wanted : "date";
    }

    private static String label(String name, String value, UsageSources sources) {
        return switch (name) {
            case "key" ->
                    sources.keys().find(UUID.fromString(value)).map(ApiKey::name).orElse(value);
            case "lane" -> Lane.byKey(value).map(Lane::title).orElse(value);
            default -> value;
        };
    }

    /** All filters but one, as they stand in an address. */
    private static String filters(Map<String, String> on, String without) {
        StringBuilder text = new StringBuilder();
        on.forEach(
                (name, value) -> {
                    if (name.equals(without)) return;
                    text.append('&')
                            .append(name)
                            .append('=')
                            .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
                });
        return text.toString();
    }
}
