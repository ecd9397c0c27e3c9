package io.fluxrouter.core.catalog;

import io.fluxrouter.core.money.TokenPrice;
import io.fluxrouter.core.money.TokenPrices;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Catalogues for tests: models of "provider/name", and the providers that their ids name. */
public final class TestCatalog {
    /** $1 a million in, $0.25 cached, $4 out: the Express Lane's. */
    public static final TokenPrices PRICES =
            new TokenPrices(
                    TokenPrice.usdPerMillion("1"),
                    TokenPrice.usdPerMillion("0.25"),
                    TokenPrice.usdPerMillion("4"));

    private TestCatalog() {}

    public static Catalog of(Model... models) {
        Map<String, Provider> providers = new TreeMap<>();
        for (Model model : models) providers.put(model.provider(), provider(model.provider()));
        return new Catalog(providers, List.of(models));
    }

    public static Model model(String id, Lane lane, long contextTokens, Capability... able) {
        String provider = id.substring(0, id.indexOf('/'));
        String name = id.substring(id.indexOf('/') + 1);
        return new Model(
                id,
                name,
                provider,
                name,
                lane,
                new ModelRates(PRICES, PRICES, PRICES),
                contextTokens,
                4_096,
                1_000,
                Set.of(able),
                1_700_000_000);
    }

    public static Provider provider(String name) {
        return new Provider(
                name,
                "openai",
                URI.create("http://127.0.0.1/v1"),
                "sk-operator-secret",
                "max_tokens",
                Provider.Timeouts.DEFAULT,
                8);
    }
}
