package io.fluxrouter.bench.load;

import io.fluxrouter.bench.process.ProcessCpu;
import java.util.List;

/**
 * A place that load is sent to.
 *
 * @param keys the API keys, used in turn so that no rate limit is met
 * @param cpu the program's own time
 * @param databaseCpu the time of the database it runs, which is counted apart
 */
public record Target(
        String name, int port, List<String> keys, ProcessCpu cpu, ProcessCpu databaseCpu) {
    public Target {
        keys = List.copyOf(keys);
    }

    /** A target that checks no key and has no database. */
    public static Target plain(String name, int port, ProcessCpu cpu) {
        return new Target(name, port, List.of("sk-bench"), cpu, () -> 0);
    }
}
