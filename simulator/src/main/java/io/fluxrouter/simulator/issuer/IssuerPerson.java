package io.fluxrouter.simulator.issuer;

/**
 * Somebody who has an account at the issuer.
 *
 * @param email empty for a token without one
 */
public record IssuerPerson(String subject, String email, boolean emailVerified, String name) {

    /** With a verified address. */
    public static IssuerPerson verified(String subject, String email) {
        return new IssuerPerson(subject, email, true, subject);
    }

    /** With an address that anybody may have typed. */
    public static IssuerPerson unverified(String subject, String email) {
        return new IssuerPerson(subject, email, false, subject);
    }
}
