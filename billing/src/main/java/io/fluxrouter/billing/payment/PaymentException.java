package io.fluxrouter.billing.payment;

/** Stripe could not be asked, or did not take what was asked. The message has no secret in it. */
public final class PaymentException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What is known of a call that failed. */
    public enum Kind {
        /** It was refused: the same call will be refused again. */
        REFUSED,
        /** No answer came: whether it had its effect is unknown. */
        UNKNOWN,
        /** Stripe failed, and keeps that as the answer to this idempotency key. */
        FAILED
    }

    private final Kind kind;

    public PaymentException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
