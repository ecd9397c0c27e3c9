package io.fluxrouter.billing.catalog;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a catalogue file needs from outside.
 *
 * @param environment the variables that {@code ${NAME}} reads
 * @param simulator plays every provider, which then needs no credential: for demo and tests. Null
 *     for the real ones.
 */
public record CatalogSettings(Map<String, String> environment, @Nullable URI simulator) {
    static final String SIMULATED_KEY = "simulated";

    public CatalogSettings {
        environment = Map.copyOf(environment);
    }

    public static CatalogSettings of(Map<String, String> environment) {
        return new CatalogSettings(environment, null);
    }

    /** Leaves the values out: they are credentials. */
    @Override
    public String toString() {
        return "CatalogSettings[" + simulator + "]";
    }
}
