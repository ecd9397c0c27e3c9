package io.fluxrouter.app;

import io.fluxrouter.core.catalog.Catalog;
import io.fluxrouter.gateway.upstream.Circuits;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What an operator should know about the providers: how each does, and which has no key. */
public final class ProviderReport {
    private final Catalog catalog;
    private final Circuits circuits;

    ProviderReport(Catalog catalog, Circuits circuits) {
        this.catalog = catalog;
        this.circuits = circuits;
    }

    /** The state of each provider's circuit, or the key it lacks, by name. */
    public Map<String, String> states() {
        Map<String, String> states = new TreeMap<>();
        circuits.states().forEach((name, state) -> states.put(name, state.key()));
        catalog.missingKeys()
                .forEach((name, variable) -> states.put(name, "no key: set " + variable));
        return states;
    }

    /** Lines for the start: what to set so that more can be called. Empty if all is there. */
    List<String> advice() {
        Map<String, String> missing = catalog.missingKeys();
        if (missing.isEmpty()) return List.of();
        if (catalog.models().isEmpty()) {
            return List.of(
                    "No provider has a key, so no model can be called. Set at least one of: "
                            + String.join(", ", missing.values()));
        }
        return List.of(
                missing.entrySet().stream()
                        .map(entry -> entry.getKey() + " (set " + entry.getValue() + ")")
                        .collect(Collectors.joining(", ", "Left out for want of a key: ", "")));
    }
}
