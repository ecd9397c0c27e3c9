package io.fluxrouter.console.page;

import io.fluxrouter.billing.input.Page;
import io.fluxrouter.billing.key.ApiKey;
import io.fluxrouter.billing.usage.GroupBy;
import io.fluxrouter.console.chart.Series;
import io.fluxrouter.core.catalog.Catalog;
import io.fluxrouter.core.catalog.Lane;
import io.fluxrouter.core.catalog.Model;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The names and colours of groups. Lanes have fixed colours, models are shades of their lane's,
 * providers and keys have one each that stays theirs.
 */
public final class Styles {
    private static final int COLOURS = 7;
    private static final int SHADES = 5;
    private static final Map<String, Integer> PROVIDERS =
            Map.of("openai", 2, "anthropic", 3, "google", 1, "mistral", 5, "groq", 6);

    private final Function<String, Series> maker;

    private Styles(Function<String, Series> maker) {
        this.maker = maker;
    }

    static Styles of(GroupBy groupBy, @Nullable UUID customerId, UsageSources sources) {
        return switch (groupBy) {
            case LANE -> new Styles(Styles::lane);
            case PROVIDER -> new Styles(name -> new Series(name, name, provider(name)));
            case MODEL -> models(sources.catalog().get());
            case KEY -> keys(sources.keys().list(customerId, Page.FIRST));
            case CUSTOMER, DATE, HOUR, NONE -> new Styles(name -> new Series(name, "All", "s-c1"));
        };
    }

    Series series(String name) {
        return maker.apply(name);
    }

    private static Series lane(String key) {
        return new Series(key, Lane.byKey(key).map(Lane::title).orElse(key), "s-" + key);
    }

    private static String provider(String name) {
        return colour(PROVIDERS.getOrDefault(name, Math.floorMod(name.hashCode(), COLOURS) + 1));
    }

    private static Styles models(Catalog catalog) {
        Map<String, String> styles = new HashMap<>();
        for (Lane lane : Lane.values()) {
            int shade = 0;
            for (Model model : catalog.inLane(lane)) {
                styles.put(model.id(), "s-" + lane.key() + "-" + (shade++ % SHADES + 1));
            }
        }
        return new Styles(
                name -> new Series(name, name, styles.getOrDefault(name, colour(COLOURS + 1))));
    }

    private static Styles keys(List<ApiKey> keys) {
        Map<String, Series> series = new HashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            // The list is newest first, so a new key changes no colour.
            ApiKey key = keys.get(i);
            String id = key.id().toString();
            series.put(id, new Series(id, key.name(), colour((keys.size() - i - 1) % COLOURS + 1)));
        }
        return new Styles(id -> series.getOrDefault(id, new Series(id, id, colour(COLOURS + 1))));
    }

    private static String colour(int number) {
        return "s-c" + number;
    }
}
