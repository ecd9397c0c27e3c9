package io.fluxrouter.billing.settle;

import java.time.Duration;

/** Who wants to know what a settler does. Called on the settler's thread, so it must not wait. */
public interface SettleListener {
    /** Nobody. */
    SettleListener NONE =
            new SettleListener() {
                @Override
                public void settled(int events, Duration took) {}

                @Override
                public void rejected(Rejection reason, int events) {}
            };

    /**
     * A batch is in the ledger.
     *
     * @param took its transaction, from begin to the commit's answer
     */
    void settled(int events, Duration took);

    /** Events were set aside. */
    void rejected(Rejection reason, int events);
}
