package io.fluxrouter.billing.journal;

import io.fluxrouter.billing.journal.RecordCursor.Step;
import io.fluxrouter.core.usage.UsageEvent;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One reading of some events, up to a limit that lies between two records. Opens the files for
 * itself, so an interrupted reader harms nobody else.
 */
final class BatchReader {
    private static final Logger LOG = LoggerFactory.getLogger(BatchReader.class);

    private final NavigableMap<Long, Segment> segments;
    private final JournalPosition limit;
    private final List<UsageEvent> events = new ArrayList<>();

    BatchReader(NavigableMap<Long, Segment> segments, JournalPosition limit) {
        this.segments = segments;
        this.limit = limit;
    }

    JournalBatch read(JournalPosition from, int maxEvents) throws IOException {
        JournalPosition at = existing(from);
        while (events.size() < maxEvents && limit.isAfter(at)) {
            long offset = readFrom(at, maxEvents);
            at = new JournalPosition(at.segment(), offset);
            if (events.size() == maxEvents || at.segment() == limit.segment()) break;
            at = existing(new JournalPosition(at.segment() + 1, 0));
        }
        return new JournalBatch(events, at);
    }

    /** The same place, or the first one behind it that has not been discarded. */
    private JournalPosition existing(JournalPosition from) throws IOException {
        Map.Entry<Long, Segment> found = segments.ceilingEntry(from.segment());
        if (found == null) throw new IOException("no journal file at or behind " + from);
        long number = found.getKey();
        long offset = number == from.segment() ? from.offset() : 0;
        return new JournalPosition(number, Math.max(offset, SegmentHeader.BYTES));
    }

    /** Reads on in one file and returns the offset behind what was read. */
    private long readFrom(JournalPosition from, int maxEvents) throws IOException {
        Segment segment = segments.get(from.segment());
        if (segment == null) throw new IOException("discarded while being read: " + from);
        long end = segment.number() == limit.segment() ? limit.offset() : segment.end();
        try (FileChannel file = FileChannel.open(segment.path(), StandardOpenOption.READ)) {
            RecordCursor cursor = new RecordCursor(file, from.offset(), end);
            long offset = from.offset();
            while (events.size() < maxEvents) {
                switch (cursor.next()) {
                    case Step.Found(_, var payload, long next) -> {
                        events.add(UsageEventCodec.get(payload));
                        offset = next;
                    }
                    case Step.Damaged(long start, long stop) -> reportDamage(segment, start, stop);
                    case Step.End(long start, _) -> {
                        if (start < end) reportDamage(segment, start, end);
                        return offset;
                    }
                }
            }
            return offset;
        }
    }

    private static void reportDamage(Segment segment, long from, long to) {
        LOG.error("skipped damage in {}, offset {} to {}", segment.path(), from, to);
    }
}
