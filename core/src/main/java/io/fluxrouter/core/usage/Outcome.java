package io.fluxrouter.core.usage;

/** How an admitted request ended. The names are stored and shown: never rename one. */
public enum Outcome {
    /** The caller got the whole answer. */
    COMPLETED,
    /** The caller left before the end; the tokens were made, so they are paid. */
    CALLER_GONE,
    /** The provider broke off in the middle of an answer. */
    PROVIDER_CUT,
    /** The provider refused the request itself (a 4xx that was passed on). Costs nothing. */
    PROVIDER_REFUSED,
    /** No provider answered. Costs nothing. */
    PROVIDER_FAILED
}
