package io.fluxrouter.app;

import io.fluxrouter.app.config.Config;
import io.fluxrouter.billing.catalog.CatalogFile;
import io.fluxrouter.billing.catalog.CatalogSettings;
import io.fluxrouter.core.catalog.Catalog;

/** Reads the catalogue the operator wants. */
final class Catalogs {
    private Catalogs() {}

    static Catalog load(Config config) {
        CatalogSettings settings =
                new CatalogSettings(System.getenv(), config.providerUrl().orElse(null));
        return config.catalog()
                .map(file -> CatalogFile.load(file, settings))
                .orElseGet(() -> CatalogFile.builtIn(settings));
    }
}
