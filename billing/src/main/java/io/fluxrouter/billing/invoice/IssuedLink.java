package io.fluxrouter.billing.invoice;

/**
 * A new link, with the token that is shown once.
 *
 * @param token 256 random bits, in 43 characters that stand in a URL as they are
 */
public record IssuedLink(InvoiceLink link, String token) {

    /** Leaves the token out: a record's own text would show it in a log. */
    @Override
    public String toString() {
        return "IssuedLink[" + link + "]";
    }
}
