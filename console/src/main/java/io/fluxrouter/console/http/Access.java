package io.fluxrouter.console.http;

import io.fluxrouter.billing.access.Scope;
import org.jspecify.annotations.Nullable;

/** Who may make a call. The last three are for calls under /api/v1, made for an organisation. */
public enum Access {
    /** Anybody: health, metrics, the description of the API, logging in. */
    PUBLIC(null),
    /** Whoever has an API key, whatever is left of its money. */
    CALLER(null),
    /** The operator, by the admin token. */
    ADMIN(null),
    /** The operator, or a key about itself. */
    ADMIN_OR_CALLER(null),
    /** A principal with {@link Scope#USAGE_WRITE}. */
    USAGE_WRITE(Scope.USAGE_WRITE),
    /** A principal with {@link Scope#USAGE_READ}. */
    USAGE_READ(Scope.USAGE_READ),
    /** A principal with {@link Scope#MANAGE}: a person with a session, or the operator. */
    MANAGE(Scope.MANAGE);

    private final @Nullable Scope scope;

    Access(@Nullable Scope scope) {
        this.scope = scope;
    }

    /** What a principal needs; null where no principal is asked for. */
    @Nullable Scope scope() {
        return scope;
    }
}
