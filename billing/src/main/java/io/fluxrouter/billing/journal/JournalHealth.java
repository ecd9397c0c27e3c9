package io.fluxrouter.billing.journal;

/**
 * How the journal is, and what it found when it was opened.
 *
 * @param corruptRecords sequence numbers that are missing between records that are there
 * @param damagedBytes unreadable bytes that were skipped; copies lie in the directory "damaged"
 * @param tornBytes unreadable bytes after the last record that were cut; copies as above
 * @param freeReservations events that still fit without another file
 * @param diskFull the last attempt to allocate a file failed; it is repeated until it succeeds
 */
public record JournalHealth(
        State state,
        long corruptRecords,
        long damagedBytes,
        long tornBytes,
        long freeReservations,
        boolean diskFull) {

    /** Whether events are accepted. */
    public enum State {
        OPEN,
        /** A write or a sync failed. Nothing more is accepted; what is on disk stays readable. */
        FAILED,
        CLOSED
    }

    /** Whether a request may be admitted now. */
    public boolean accepting() {
        return state == State.OPEN && freeReservations > 0;
    }
}
