package io.fluxrouter.console.http;

/** Who may make a call. */
public enum Access {
    /** Anybody: health, metrics, the description of the API. */
    PUBLIC,
    /** Whoever has an API key, whatever is left of its money. */
    CALLER,
    /** The operator, by the admin token. */
    ADMIN,
    /** The operator, or a key about itself. */
    ADMIN_OR_CALLER
}
