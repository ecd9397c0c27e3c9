package io.fluxrouter.billing.invoice;

import java.util.UUID;

/**
 * Named moments of an invoice run, for tests that end the program there. Whatever is thrown ends
 * the transaction, but for the last one, which comes after its commit.
 */
interface Steps {
    Steps NONE = (step, invoiceId) -> {};

    /** A moment. */
    enum Step {
        DRAFT_WRITTEN,
        DRAFT_COMMITTED,
        LINES_WRITTEN,
        POSTED,
        NUMBERED,
        FINAL_WRITTEN,
        FINAL_COMMITTED
    }

    void reached(Step step, UUID invoiceId);
}
