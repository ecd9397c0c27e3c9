package io.fluxrouter.billing.settle;

import io.fluxrouter.billing.journal.Journal;
import io.fluxrouter.billing.journal.JournalPosition;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * The next batch of a journal, read and prepared while the one before it is written: the two take
 * about as long as each other.
 *
 * <p>Threads: used by one; a virtual thread at a time works ahead for it.
 */
final class ReadAhead {
    private final Journal journal;
    private final SettlementIds ids;
    private @Nullable Ahead ahead;

    private record Ahead(JournalPosition from, FutureTask<PreparedBatch> batch) {}

    ReadAhead(Journal journal, SettlementIds ids) {
        this.journal = journal;
        this.ids = ids;
    }

    /**
     * The batch that begins there: the one begun ahead, else one of at most so many events. Nothing
     * reads the journal when it returns. Throws what reading or preparing threw.
     */
    PreparedBatch take(JournalPosition from, int most) throws InterruptedException {
        Ahead begun = ahead;
        ahead = null;
        if (begun == null) return prepare(from, most);
        try {
            PreparedBatch batch = begun.batch().get();
            return begun.from().equals(from) ? batch : prepare(from, most);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) throw cause;
            throw new IllegalStateException(failure.getCause());
        }
    }

    void begin(JournalPosition from, int most) {
        FutureTask<PreparedBatch> task = new FutureTask<>(() -> prepare(from, most));
        ahead = new Ahead(from, task);
        Thread.ofVirtual().name("settler-read-ahead").start(task);
    }

    /** An empty batch needs no id. */
    private PreparedBatch prepare(JournalPosition from, int most) {
        var read = journal.read(from, most);
        return PreparedBatch.of(from, read, read.events().isEmpty() ? 0 : ids.next());
    }
}
