package io.fluxrouter.billing.identity;

/**
 * Whom an issuer says somebody is. What is here was signed by the issuer, for us, just now: whoever
 * makes one has checked it.
 *
 * @param subject the person at the issuer, for ever
 * @param email empty where the issuer says none
 * @param emailVerified whether the issuer knows that the address is the person's
 * @param name as the issuer calls the person; empty where it says none
 */
public record IssuedIdentity(
        String issuer, String subject, String email, boolean emailVerified, String name) {

    /** Leaves out who it is: a record's own text would show it in a log. */
    @Override
    public String toString() {
        return "IssuedIdentity[" + issuer + "]";
    }
}
