package io.fluxrouter.billing.account;

import io.fluxrouter.billing.access.Actor;
import io.fluxrouter.billing.access.Mode;
import io.fluxrouter.billing.access.Organization;
import io.fluxrouter.billing.access.OrganizationKeys;
import io.fluxrouter.billing.access.Principal;
import io.fluxrouter.billing.access.Scope;
import io.fluxrouter.core.access.KeyHash;
import java.time.InstantSource;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Finds who stands behind what a caller of the billing API shows. Safe for all threads. */
public final class Principals {
    private final Jdbi jdbi;
    private final OrganizationKeys keys;
    private final InstantSource clock;

    public Principals(Jdbi jdbi, OrganizationKeys keys, InstantSource clock) {
        this.jdbi = jdbi;
        this.keys = keys;
        this.clock = clock;
    }

    /** Whoever holds the admin token. */
    public static Principal operator(Mode mode) {
        return new Principal(
                mode == Mode.LIVE ? Organization.OPERATOR : Organization.OPERATOR_TEST,
                mode,
                new Actor.Operator(),
                Scope.ALL);
    }

    /** Empty for a key that is unknown or revoked. */
    public Optional<Principal> ofKey(String key) {
        return keys.use(key);
    }

    /** Empty for an access token that is unknown, expired, or of a session that has ended. */
    public Optional<Principal> ofSession(String accessToken, Mode mode) {
        KeyHash hash = KeyHash.of(accessToken);
        return jdbi.withHandle(
                handle -> SessionRows.principal(handle, hash, mode, clock.instant()));
    }
}
