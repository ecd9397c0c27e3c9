package io.fluxrouter.billing.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The PostgreSQL processes that work in one cluster directory, whoever started them: found through
 * /proc, because a process id in a file may by now belong to somebody else.
 */
final class ServerProcesses {
    private static final Duration FAST_LIMIT = Duration.ofSeconds(30);
    private static final Duration QUIT_LIMIT = Duration.ofSeconds(10);

    private final Path cluster;

    ServerProcesses(Path cluster) {
        this.cluster = cluster;
    }

    List<ProcessHandle> all() {
        return ProcessHandle.allProcesses().filter(this::worksHere).toList();
    }

    /**
     * The first process, parent of the others; empty when it is dead, even if others still live.
     */
    Optional<ProcessHandle> postmaster() {
        return PostmasterFile.read(cluster)
                .flatMap(file -> ProcessHandle.of(file.pid()))
                .filter(this::worksHere);
    }

    /**
     * Stops every process that works in the cluster, and removes the mark of a server that is gone.
     *
     * <p>First politely: clients are cut off, their transactions roll back, memory is written out.
     * If that does not end, the next start recovers from the write-ahead log instead. The mark must
     * go because the id in it may have been given to another process or thread since, as happens at
     * once in a restarted container, and PostgreSQL would then refuse to start.
     */
    void stop() throws IOException {
        postmaster().ifPresent(process -> signal("INT", process));
        if (!goneWithin(FAST_LIMIT)) {
            postmaster().ifPresent(process -> signal("QUIT", process));
            if (!goneWithin(QUIT_LIMIT)) killAll();
        }
        Files.deleteIfExists(cluster.resolve(PostmasterFile.NAME));
    }

    private void killAll() {
        all().forEach(ProcessHandle::destroyForcibly);
        if (!goneWithin(QUIT_LIMIT)) {
            throw new DatabaseException("PostgreSQL in " + cluster + " does not die, even killed");
        }
    }

    private boolean goneWithin(Duration limit) {
        return Waiting.until(() -> all().isEmpty(), limit);
    }

    private boolean worksHere(ProcessHandle process) {
        Path proc = Path.of("/proc", Long.toString(process.pid()));
        try {
            // The name of the program too: an operator's shell may stand in this directory.
            return Files.readSymbolicLink(proc.resolve("cwd")).equals(cluster)
                    && Files.readSymbolicLink(proc.resolve("exe"))
                            .getFileName()
                            .toString()
                            .startsWith("postgres");
        } catch (IOException goneOrNotOurs) {
            return false;
        }
    }

    /**
     * Java itself can only send TERM, on which PostgreSQL waits for its clients to leave, and KILL.
     */
    private static void signal(String name, ProcessHandle process) {
        var command = new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + process.pid());
        try {
            Process kill =
                    command.redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            Waiting.until(() -> !kill.isAlive(), QUIT_LIMIT);
        } catch (IOException noShell) {
            process.destroy();
        }
    }
}
