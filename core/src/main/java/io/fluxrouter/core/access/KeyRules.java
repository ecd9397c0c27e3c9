package io.fluxrouter.core.access;

import java.util.List;
import java.util.Set;

/**
 * What a key may ask for and from where. An empty list allows everything.
 *
 * @param planModels the models of the customer's plan
 */
public record KeyRules(
        List<Glob> allowedModels,
        Set<String> allowedProviders,
        List<IpRange> allowedIps,
        List<Glob> planModels) {
    public static final KeyRules OPEN = new KeyRules(List.of(), Set.of(), List.of());

    /** Rules of a key whose customer's plan has every model. */
    public KeyRules(
            List<Glob> allowedModels, Set<String> allowedProviders, List<IpRange> allowedIps) {
        this(allowedModels, allowedProviders, allowedIps, List.of());
    }

    public KeyRules {
        planModels = List.copyOf(planModels);
        allowedModels = List.copyOf(allowedModels);
        allowedProviders = Set.copyOf(allowedProviders);
        allowedIps = List.copyOf(allowedIps);
    }

    /** Whether the key may use any of a model's names. */
    public boolean allowsModel(String id, String name) {
        return matches(allowedModels, id, name);
    }

    /** Whether the plan has any of a model's names. */
    public boolean planHasModel(String id, String name) {
        return matches(planModels, id, name);
    }

    private static boolean matches(List<Glob> globs, String id, String name) {
        if (globs.isEmpty()) return true;
        for (Glob glob : globs) {
            if (glob.matches(id) || glob.matches(name)) return true;
        }
        return false;
    }

    public boolean allowsProvider(String provider) {
        return allowedProviders.isEmpty() || allowedProviders.contains(provider);
    }
}
