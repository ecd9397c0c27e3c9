package io.fluxrouter.billing.journal;

import java.util.Comparator;

/** A place between two records: everything before it has been read. Ordered as events were kept. */
public record JournalPosition(long segment, long offset) implements Comparable<JournalPosition> {
    /** Before every record, whatever has been discarded. */
    public static final JournalPosition START = new JournalPosition(0, 0);

    private static final Comparator<JournalPosition> ORDER =
            Comparator.comparingLong(JournalPosition::segment)
                    .thenComparingLong(JournalPosition::offset);

    public JournalPosition {
        if (segment < 0 || offset < 0) throw new IllegalArgumentException("negative position");
    }

    @Override
    public int compareTo(JournalPosition other) {
        return ORDER.compare(this, other);
    }

    boolean isAfter(JournalPosition other) {
        return compareTo(other) > 0;
    }
}
