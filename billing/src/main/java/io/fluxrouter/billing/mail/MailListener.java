package io.fluxrouter.billing.mail;

/** Told of every attempt to send a mail. Called by whoever sends. */
@FunctionalInterface
public interface MailListener {
    /** What became of an attempt. */
    enum Result {
        SENT,
        /** It goes out again later. */
        RETRIED,
        /** It is given up. */
        FAILED
    }

    void attempted(Result result);
}
