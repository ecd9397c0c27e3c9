package io.fluxrouter.billing.access;

import java.util.Set;
import java.util.UUID;

/**
 * Whoever makes a call of the billing API.
 *
 * @param organizationId owns everything the call may see or make; a test organisation has an id of
 *     its own, so this id alone keeps the modes apart
 * @param actor who it is, for records of who did what
 */
public record Principal(UUID organizationId, Mode mode, Actor actor, Set<Scope> scopes) {

    public Principal {
        scopes = Set.copyOf(scopes);
    }

    public boolean may(Scope scope) {
        return scopes.contains(scope);
    }
}
