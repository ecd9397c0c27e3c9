package io.fluxrouter.app;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does one thing again and again on a thread of its own. A failure is told, and tried again. */
final class Ticker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);

    /** After a failure: whatever is wrong will not be right at once. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    /** What takes long comes seldom: of eleven parts of time it has one. */
    private static final int RESTS = 10;

    private final String name;
    private final Duration every;
    private final Runnable task;
    private final Thread thread;
    private volatile boolean closed;

    private Ticker(String name, Duration every, Runnable task) {
        this.name = name;
        this.every = every;
        this.task = task;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    static Ticker start(String name, Duration every, Runnable task) {
        Ticker ticker = new Ticker(name, every, task);
        ticker.thread.start();
        return ticker;
    }

    /** Waits a moment for what is under way. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) LockSupport.parkNanos(tick().toNanos());
    }

    private Duration tick() {
        try {
            long began = System.nanoTime();
            task.run();
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            Duration rest = took.multipliedBy(RESTS);
            return rest.compareTo(every) > 0 ? rest : every;
        } catch (RuntimeException failure) {
            if (!closed) LOG.warn("{}: {}", name, failure.toString());
            return every.compareTo(PAUSE) > 0 ? every : PAUSE;
        }
    }
}
