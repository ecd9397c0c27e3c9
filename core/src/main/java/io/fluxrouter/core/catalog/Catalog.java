package io.fluxrouter.core.catalog;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All that can be asked for: the models in the operator's order of preference, and their providers.
 * Immutable; a change of prices is a new catalogue.
 */
public final class Catalog {
    /** The alias that lets the router choose. */
    public static final String AUTO = "flux-auto";

    public static final String PINNED_PREFIX = "flux-pinned-";

    private final Map<String, Provider> providers;
    private final List<Model> models;
    private final Map<String, String> missingKeys;
    private final Map<String, Model> byAnyName = new HashMap<>();
    private final Map<Lane, List<Model>> byLane = new EnumMap<>(Lane.class);

    /**
     * Throws {@link IllegalArgumentException} where two models share a name, a model takes the name
     * of a lane, or a provider is missing.
     */
    public Catalog(Map<String, Provider> providers, List<Model> models) {
        this(providers, models, Map.of());
    }

    /**
     * A catalogue that leaves providers out.
     *
     * @param missingKeys the variable that has to be set, by the name of each provider without a
     *     credential
     */
    public Catalog(
            Map<String, Provider> providers, List<Model> models, Map<String, String> missingKeys) {
        this.providers = Map.copyOf(providers);
        this.models = List.copyOf(models);
        this.missingKeys = Collections.unmodifiableMap(new TreeMap<>(missingKeys));
        this.models.forEach(this::add);
        byLane.replaceAll((lane, list) -> List.copyOf(list));
    }

    private void add(Model model) {
        if (!providers.containsKey(model.provider())) {
            throw new IllegalArgumentException(
                    "model " + model.id() + ": unknown provider " + model.provider());
        }
        name(model.id(), model);
        name(model.name(), model);
        name(PINNED_PREFIX + model.name(), model);
        byLane.computeIfAbsent(model.lane(), lane -> new ArrayList<>()).add(model);
    }

    private void name(String name, Model model) {
        if (name.equals(AUTO) || Lane.byAlias(name).isPresent()) {
            throw new IllegalArgumentException(
                    "model " + model.id() + ": the name " + name + " belongs to the router");
        }
        Model other = byAnyName.putIfAbsent(name, model);
        if (other != null) {
            throw new IllegalArgumentException(
                    "models " + other.id() + " and " + model.id() + " share the name " + name);
        }
    }

    /**
     * Finds by "provider/name", plain name or "flux-pinned-name". Aliases of lanes are not models.
     */
    public Optional<Model> find(String name) {
        return Optional.ofNullable(byAnyName.get(name));
    }

    /** The models of a lane, the operator's first choice first. */
    public List<Model> inLane(Lane lane) {
        return byLane.getOrDefault(lane, List.of());
    }

    public List<Model> models() {
        return models;
    }

    /** The provider of a model of this catalogue. */
    public Provider providerOf(Model model) {
        Provider provider = providers.get(model.provider());
        if (provider == null) {
            throw new IllegalArgumentException("not in this catalogue: " + model.id());
        }
        return provider;
    }

    public Map<String, Provider> providers() {
        return providers;
    }

    /** The providers left out for want of a credential, by name, and the variable to set. */
    public Map<String, String> missingKeys() {
        return missingKeys;
    }
}
