package io.fluxrouter.console.page.audit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How far exports of this node are. The file goes to the browser's own download, of any size; this
 * is what the page beside it shows. Kept for the newest of them only. Safe for all threads.
 */
public final class ExportProgress {
    private static final int MOST = 1_000;

    private final Map<UUID, Export> exports =
            new LinkedHashMap<>(16, 0.75f, false) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<UUID, Export> eldest) {
                    return size() > MOST;
                }
            };

    /** How an export ended. */
    public enum End {
        /** Not yet. */
        OPEN,
        WHOLE,
        /** Its reader went away, or something failed: the file is not complete. */
        CUT
    }

    /** One export; written by the thread that sends it, read by any. */
    static final class Export {
        private final UUID customerId;
        private final AtomicLong rows = new AtomicLong();
        private volatile End end = End.OPEN;

        private Export(UUID customerId) {
            this.customerId = customerId;
        }

        void row() {
            rows.incrementAndGet();
        }

        void end(End how) {
            end = how;
        }

        long rows() {
            return rows.get();
        }

        End end() {
            return end;
        }
    }

    synchronized Export begin(UUID id, UUID customerId) {
        Export export = new Export(customerId);
        exports.put(id, export);
        return export;
    }

    /** Another customer's export does not exist here. */
    synchronized Optional<Export> find(UUID id, UUID customerId) {
        return Optional.ofNullable(exports.get(id))
                .filter(export -> export.customerId.equals(customerId));
    }
}
