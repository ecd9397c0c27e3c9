package io.fluxrouter.simulator.issuer;

/** What is wrong with the answers of an issuer until another is set. */
public enum IssuerFault {
    NONE,
    /** The discovery document is of another issuer: a mix-up. */
    DISCOVERY_OF_ANOTHER,
    DISCOVERY_500,
    KEYS_500,
    /** The person says no. */
    DENIED,
    /** The browser comes back with a state that nobody sent. */
    STATE_FORGED,
    TOKEN_500,
    TOKEN_NOT_JSON,
    NO_ID_TOKEN,
    WRONG_NONCE,
    NO_NONCE,
    WRONG_AUDIENCE,
    /** Two audiences, one of them ours, issued to the other. */
    FOREIGN_PARTY,
    WRONG_ISSUER,
    EXPIRED,
    OF_THE_FUTURE,
    /** An unsigned token. */
    ALG_NONE,
    /** A signature with the client's secret, which every client of that name knows. */
    ALG_HS256,
    /** A signature with the public key taken for a secret. */
    ALG_HS256_BY_PUBLIC_KEY,
    /** A key that the key set does not name. */
    UNKNOWN_KEY,
    /** A key of somebody else's under a name that the key set knows. */
    FOREIGN_KEY,
    /** Claims that were changed after they were signed. */
    CHANGED_CLAIMS
}
