package io.fluxrouter.app.money;

import io.fluxrouter.billing.database.Database;
import io.fluxrouter.billing.database.EmbeddedPostgres;
import io.fluxrouter.billing.verify.Finding;
import io.fluxrouter.billing.verify.Verifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Looks into the embedded database of a server that has stopped. */
final class Books {
    private Books() {}

    static List<Finding> findings(Path dataDirectory) {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(dataDirectory.resolve("postgres"));
                Database database = Database.open(postgres.settings())) {
            return new Verifier(database.jdbi()).verify(Instant.now());
        }
    }

    /**
     * Stops the database from answering, with its connections left open: the worst kind of outage.
     */
    static void freezeDatabase(Path dataDirectory) throws IOException {
        signal("-STOP", dataDirectory);
    }

    static void thawDatabase(Path dataDirectory) throws IOException {
        signal("-CONT", dataDirectory);
    }

    private static void signal(String signal, Path dataDirectory) throws IOException {
        ProcessHandle postmaster = postmaster(dataDirectory);
        List<String> command = new ArrayList<>(List.of("kill", signal));
        command.add(Long.toString(postmaster.pid()));
        postmaster.descendants().forEach(child -> command.add(Long.toString(child.pid())));
        try {
            new ProcessBuilder(command).start().waitFor();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static ProcessHandle postmaster(Path dataDirectory) throws IOException {
        Path file;
        try (Stream<Path> files = Files.walk(dataDirectory.resolve("postgres"), 3)) {
            file = files.filter(f -> f.endsWith("postmaster.pid")).findFirst().orElseThrow();
        }
        long pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
        return ProcessHandle.of(pid).orElseThrow();
    }
}
