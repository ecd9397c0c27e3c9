package io.fluxrouter.simulator.stripe;

import io.fluxrouter.simulator.stripe.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * What survives a restart, in one file: whoever keeps a database that names Stripe's objects wants
 * them to be there the next day. Written some time after a change; a killed process loses that
 * much. Thread-safe.
 */
final class StripeMemory {
    /** How long a change may wait to be written. */
    static final long PAUSE_MILLIS = 200;

    private static final String PORT = "port";

    private final Path file;
    private final int port;
    private final StripeState state;
    private final List<String> untaken;
    private long saved;

    /** Restores the state from the file if it is there. */
    StripeMemory(Path file, int port, StripeState state) {
        this.file = file;
        this.port = port;
        this.state = state;
        this.untaken = new ArrayList<>(Files.exists(file) ? state.restore(read(file)) : List.of());
    }

    /** The port of the run before, or zero. */
    static int portOf(Path file) {
        return Files.exists(file) ? read(file).path(PORT).asInt(0) : 0;
    }

    private static ObjectNode read(Path file) {
        try {
            return Json.MAPPER.readTree(Files.readString(file)).asObject();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The ids of events of the run before that nobody took; each is told once. */
    synchronized List<String> untaken() {
        List<String> told = List.copyOf(untaken);
        untaken.clear();
        return told;
    }

    /** Writes what has changed, all or nothing. */
    synchronized void save() {
        long changes = state.changes();
        if (changes == saved) return;
        try {
            Path next = file.resolveSibling(file.getFileName() + ".next");
            Files.writeString(next, state.snapshot().put(PORT, port).toString());
            Files.move(
                    next,
                    file,
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
            saved = changes;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
