package io.fluxrouter.billing.invoice;

import java.util.UUID;

/** An invoice could not be made: the others can, once this one is left out. */
public final class FailedInvoiceException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final UUID id;

    FailedInvoiceException(UUID id, RuntimeException cause) {
        super("no invoice for " + id, cause);
        this.id = id;
    }

    /** Of the subscription whose draft failed, or of the draft that could not be made final. */
    public UUID id() {
        return id;
    }
}
