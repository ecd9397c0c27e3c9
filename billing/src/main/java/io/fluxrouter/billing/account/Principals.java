package io.fluxrouter.billing.account;

import io.fluxrouter.billing.access.Actor;
import io.fluxrouter.billing.access.Mode;
import io.fluxrouter.billing.access.Organization;
import io.fluxrouter.billing.access.Principal;
import io.fluxrouter.billing.access.Scope;
import java.util.Optional;

/** Finds who stands behind what a caller of the billing API shows. Safe for all threads. */
public final class Principals {

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
        return Optional.empty();
    }

    /** Empty for an access token that is unknown, expired, or of a session that has ended. */
    public Optional<Principal> ofSession(String accessToken, Mode mode) {
        return Optional.empty();
    }
}
