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

    private static final TokenPrices TWICE =
            new TokenPrices(
                    TokenPrice.usdPerMillion("2"),
                    TokenPrice.usdPerMillion("0.5"),
                    TokenPrice.usdPerMillion("8"));

    private static final Duration PATIENT = Duration.ofSeconds(20);

    private TestCatalogs() {}

    /** The first address is that of "a", whose model is "model-a". */
    static Catalog at(String... baseUris) {
        return at(PATIENT, baseUris);
    }

    /**
     * With so much time for the first byte of "a": short where it is silent on purpose, and only
     * there, because the first answer of a cold machine may take seconds.
     */
    static Catalog at(Duration firstByte, String... baseUris) {
        Map<String, Provider> providers = new LinkedHashMap<>();
        List<Model> models = new ArrayList<>();
        for (int i = 0; i < baseUris.length; i++) {
            String name = String.valueOf((char) ('a' + i));
            providers.put(name, provider(name, baseUris[i], i == 0 ? firstByte : PATIENT));
            models.add(model(name, PRICES));
        }
        return new Catalog(providers, models);
    }

    /** As {@link #at(String...)} with one provider, at twice the prices. */
    static Catalog dearer(String baseUri) {
        return new Catalog(
                Map.of("a", provider("a", baseUri, PATIENT)), List.of(model("a", TWICE)));
    }

    private static Provider provider(String name, String baseUri, Duration firstByte) {
        return new Provider(
                name,
                "openai",
                URI.create(baseUri),
                "sk-operator",
                "max_tokens",
                new Provider.Timeouts(PATIENT, firstByte, PATIENT),
                1_000);
    }

    private static Model model(String provider, TokenPrices prices) {
        String name = "model-" + provider;
        return new Model(
                provider + "/" + name,
                name,
                provider,
                name,
                Lane.EXPRESS,
                new ModelRates(prices, prices, prices),
                100_000,
                4_096,
                1_000,
                EnumSet.allOf(Capability.class),
                1_700_000_000);
    }
}
