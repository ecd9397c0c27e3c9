package io.fluxrouter.console.page.usage;

import io.fluxrouter.console.page.Breakdown;
import io.fluxrouter.console.page.Frame;
import io.fluxrouter.console.page.Measure;
import io.fluxrouter.console.page.Period;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Usage of a period, divided. */
public record UsagePage(
        Frame frame,
        Period period,
        View view,
        @Nullable AllowanceBar allowance,
        Breakdown breakdown,
        @Nullable Latency latency,
        LiveList live) {

    /**
     * What was chosen to be seen, as it stands in the address.
     *
     * @param group "date", "key", "provider", "model" or "lane"
     * @param on the filters that are on, by name
     * @param filters the same as they stand in an address
     */
    public record View(
            Period period,
            String group,
            Measure measure,
            List<Chip> chips,
            Map<String, String> on,
            String filters) {
        public View {
            chips = List.copyOf(chips);
            on = Map.copyOf(on);
        }

        /** What another time leaves as it is, as fields of a form. */
        public Map<String, String> kept() {
            Map<String, String> fields = new LinkedHashMap<>(on);
            fields.put("group", group);
            fields.put("show", measure.key());
            return fields;
        }

        /** The address of the same view with another group. */
        public String by(String other) {
            return "/home/usage?"
                    + period.query()
                    + "&group="
                    + other
                    + "&show="
                    + measure.key()
                    + filters;
        }

        public String showing(Measure other) {
            return "/home/usage?"
                    + period.query()
                    + "&group="
                    + group
                    + "&show="
                    + other.key()
                    + filters;
        }

        public String in(String other) {
            return "/home/usage?period="
                    + other
                    + "&group="
                    + group
                    + "&show="
                    + measure.key()
                    + filters;
        }

        /** The same view of one row alone; dates have none. */
        public @Nullable String only(String name) {
            if (group.equals("date") || filters.contains("&" + group + "=")) return null;
            return by("date") + "&" + group + "=" + encoded(name);
        }

        public String csv() {
            return "/home/usage.csv?" + period.query() + "&group=" + group + filters;
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }
    }

    /** A filter that is on, and the address without it. */
    public record Chip(String name, String value, String without) {}
}
