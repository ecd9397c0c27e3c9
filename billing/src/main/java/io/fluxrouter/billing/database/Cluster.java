package io.fluxrouter.billing.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of one PostgreSQL server below a data directory: {@code cluster} is the server's own,
 * beside it lie the passwords and what the server said while it started.
 */
record Cluster(Path dataDirectory, Path binaries, RunAs runAs) {
    static final String SUPERUSER = "postgres";

    private static final Duration INITDB_LIMIT = Duration.ofMinutes(2);
    private static final int LOG_LINES_SHOWN = 15;

    Path directory() {
        return dataDirectory.resolve("cluster");
    }

    Path startLog() {
        return dataDirectory.resolve("start.log");
    }

    Path superuserPasswordFile() {
        return dataDirectory.resolve("superuser.password");
    }

    Path applicationPasswordFile() {
        return dataDirectory.resolve("fluxrouter.password");
    }

    /**
     * Makes the cluster if there is none. It gets its name when it is complete, so a crash half-way
     * leaves only a directory that the next start sweeps away.
     */
    void prepare() throws IOException {
        runAs.requireReachable(binaries);
        runAs.requireReachable(dataDirectory);
        PasswordFile.readOrCreate(superuserPasswordFile());
        sweepUnfinished();
        if (Files.isDirectory(directory(), LinkOption.NOFOLLOW_LINKS)) {
            runAs.takeOver(directory());
        } else {
            create();
        }
    }

    private void create() throws IOException {
        runAs.takeOver(superuserPasswordFile());
        // A new name each time: an initdb that outlived its parent may still write into the old
        // one.
        Path unfinished =
                Files.createTempDirectory(
                        dataDirectory,
                        "unfinished-",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
        runAs.takeOver(unfinished);
        runInitdb(unfinished);
        DurableFiles.rename(unfinished, directory());
    }

    private void runInitdb(Path target) throws IOException {
        Process initdb =
                runAs.builder(
                                List.of(
                                        binaries.resolve("bin/initdb").toString(),
                                        "--pgdata=" + target,
                                        "--username=" + SUPERUSER,
                                        "--pwfile=" + superuserPasswordFile(),
                                        "--auth=scram-sha-256",
                                        "--encoding=UTF8",
                                        // Sorts by code point, the same in every release of every
                                        // C library: an index never goes wrong by an upgrade.
                                        "--locale=C",
                                        "--locale-provider=builtin",
                                        "--builtin-locale=C.UTF-8",
                                        "--data-checksums"))
                        .redirectErrorStream(true)
                        .redirectOutput(startLog().toFile())
                        .start();
        if (!Waiting.until(() -> !initdb.isAlive(), INITDB_LIMIT)) initdb.destroyForcibly();
        if (initdb.onExit().join().exitValue() != 0) {
            throw new DatabaseException("PostgreSQL could not make its files:\n" + lastWords());
        }
    }

    private void sweepUnfinished() throws IOException {
        try (var unfinished = Files.newDirectoryStream(dataDirectory, "unfinished-*")) {
            for (Path directory : unfinished) DurableFiles.deleteTree(directory);
        }
    }

    /** The last lines that the server wrote, for an error message. */
    String lastWords() {
        return Stream.concat(Stream.of(startLog()), newestLog().stream())
                .map(Cluster::lastLines)
                .reduce("", String::concat)
                .stripTrailing();
    }

    private Optional<Path> newestLog() {
        try (Stream<Path> logs = Files.list(directory().resolve("log"))) {
            return logs.max(Comparator.comparingLong(log -> log.toFile().lastModified()));
        } catch (IOException | UncheckedIOException noneYet) {
            return Optional.empty();
        }
    }

    private static String lastLines(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            int from = Math.max(0, lines.size() - LOG_LINES_SHOWN);
            return String.join("\n", lines.subList(from, lines.size())) + "\n";
        } catch (IOException unreadable) {
            return "";
        }
    }
}
