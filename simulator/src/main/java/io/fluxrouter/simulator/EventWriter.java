package io.fluxrouter.simulator;

import java.util.Iterator;
import java.util.function.LongSupplier;

/**
 * Writes events one after the other: at a pace, no faster than the client reads, and no further
 * than a fault allows. Threads: the exchange's event loop.
 */
final class EventWriter {

    /** Where a reply stops short: after so many events, silently or with a closed connection. */
    record Stop(int afterEvents, boolean cuts) {
        static final Stop NEVER = new Stop(Integer.MAX_VALUE, false);
    }

    private final Exchange exchange;
    private final Iterator<Event> events;
    private final ReplyCount count;
    private final LongSupplier delayMillis;
    private final Stop stop;
    private Event next;
    private int written;

    EventWriter(
            Exchange exchange,
            Iterator<Event> events,
            ReplyCount count,
            LongSupplier delayMillis,
            Stop stop) {
        this.exchange = exchange;
        this.events = events;
        this.count = count;
        this.delayMillis = delayMillis;
        this.stop = stop;
        this.next = events.next();
    }

    /** Writes until it has to wait, and goes on by itself after that. */
    void run() {
        while (!exchange.over()) {
            if (written == stop.afterEvents) {
                if (stop.cuts) exchange.cut();
                return;
            }
            writeOne();
            if (exchange.over() || exchange.waitsForReader(this::run)) return;
            long delay = delayBeforeNext();
            if (delay > 0) {
                exchange.later(delay, this::run);
                return;
            }
        }
    }

    private void writeOne() {
        Event event = next;
        count.add(event);
        written++;
        if (events.hasNext()) {
            next = events.next();
            exchange.write(event.bytes());
        } else {
            exchange.end(event.bytes());
        }
    }

    /** Only events that carry tokens take time: a provider sends the last lines in one go. */
    private long delayBeforeNext() {
        return next.tokens() == 0 ? 0 : delayMillis.getAsLong();
    }
}
