package io.fluxrouter.core.access;

import java.util.List;
import java.util.Set;

/** What a key may ask for and from where. An empty list allows everything. */
public record KeyRules(
        List<Glob> allowedModels, Set<String> allowedProviders, List<IpRange> allowedIps) {
    public static final KeyRules OPEN = new KeyRules(List.of(), Set.of(), List.of());

    public KeyRules {
        allowedModels = List.copyOf(allowedModels);
        allowedProviders = Set.copyOf(allowedProviders);
        allowedIps = List.copyOf(allowedIps);
    }

    /** Whether any of a model's names is allowed. */
    public boolean allowsModel(String id, String name) {
        if (allowedModels.isEmpty()) return true;
        for (Glob glob : allowedModels) {
            if (glob.matches(id) || glob.matches(name)) return true;
        }
        return false;
    }

    public boolean allowsProvider(String provider) {
        return allowedProviders.isEmpty() || allowedProviders.contains(provider);
    }
}
