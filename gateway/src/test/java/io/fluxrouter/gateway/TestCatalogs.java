package io.fluxrouter.gateway;

import io.fluxrouter.core.catalog.Capability;
import io.fluxrouter.core.catalog.Catalog;
import io.fluxrouter.core.catalog.Lane;
import io.fluxrouter.core.catalog.Model;
import io.fluxrouter.core.catalog.ModelRates;
import io.fluxrouter.core.catalog.Provider;
import io.fluxrouter.core.money.TokenPrice;
import io.fluxrouter.core.money.TokenPrices;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Catalogues of providers called "a", "b" and so on, with one model each in the Express Lane. */
final class TestCatalogs {
    private static final TokenPrices PRICES =
            new TokenPrices(
                    TokenPrice.usdPerMillion("1"),
                    TokenPrice.usdPerMillion("0.25"),
                    TokenPrice.usdPerMillion("4"));

    /** Waiting long for a provider that is silent on purpose would only make tests slow. */
    private static final Provider.Timeouts TIMEOUTS =
            new Provider.Timeouts(
                    Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofSeconds(20));

    private TestCatalogs() {}

    /** The first address is that of "a", whose model is "model-a". */
    static Catalog at(String... baseUris) {
        Map<String, Provider> providers = new LinkedHashMap<>();
        List<Model> models = new ArrayList<>();
        for (int i = 0; i < baseUris.length; i++) {
            String name = String.valueOf((char) ('a' + i));
            providers.put(name, provider(name, baseUris[i]));
            models.add(model(name));
        }
        return new Catalog(providers, models);
    }

    private static Provider provider(String name, String baseUri) {
        return new Provider(
                name, "openai", URI.create(baseUri), "sk-operator", "max_tokens", TIMEOUTS, 1_000);
    }

    private static Model model(String provider) {
        String name = "model-" + provider;
        return new Model(
                provider + "/" + name,
                name,
                provider,
                name,
                Lane.EXPRESS,
                new ModelRates(PRICES, PRICES, PRICES),
                100_000,
                4_096,
                1_000,
                EnumSet.allOf(Capability.class),
                1_700_000_000);
    }
}
