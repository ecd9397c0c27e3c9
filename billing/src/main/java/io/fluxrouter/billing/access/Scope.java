package io.fluxrouter.billing.access;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** What a principal may do. The first two can be given to a key; REFERENCE 2.3 names them. */
public enum Scope {
    /** Report usage, and ask for widget tokens. */
    USAGE_WRITE("usage.write"),
    /** Read usage. */
    USAGE_READ("usage.read"),
    /** Everything else. Of people and the operator; no key can have it. */
    MANAGE("manage");

    public static final Set<Scope> ALL = Set.of(values());

    private final String key;

    Scope(String key) {
        this.key = key;
    }

    public String key() {
        return key;
    }

    /** The scope of that name that a key can have. */
    public static Optional<Scope> ofKey(String key) {
        return Arrays.stream(values())
                .filter(scope -> scope != MANAGE && scope.key.equals(key))
                .findFirst();
    }
}
