package io.fluxrouter.billing.journal;

/** The end of a thread that was told to stop and has work to finish first. */
final class ThreadEnd {
    private ThreadEnd() {}

    /** Waits until it has ended, however often it is interrupted; the interrupt is kept. */
    static void await(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }
}
