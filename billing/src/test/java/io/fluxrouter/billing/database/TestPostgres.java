package io.fluxrouter.billing.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One real PostgreSQL server for all tests of a JVM, started at the first call and stopped at exit.
 * The programs are unpacked once per machine. Thread-safe.
 */
public final class TestPostgres {
    private static final Path ROOT =
            Path.of(System.getProperty("java.io.tmpdir"), "fluxrouter-test-postgres");
    static final Path BINARIES = ROOT.resolve("binaries");
    private static final String TEMPLATE = "migrated_template";
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final int MOST_OPEN = 4;
    private static final List<Database> OPEN = new CopyOnWriteArrayList<>();

    private TestPostgres() {}

    private static final class Server {
        static final EmbeddedPostgres INSTANCE = start();

        private static EmbeddedPostgres start() {
            try {
                Path directory;
                EmbeddedPostgres server;
                try (FileChannel _ = lockRuns()) {
                    sweep();
                    directory = Files.createTempDirectory(ROOT, "run-");
                    server = EmbeddedPostgres.start(directory, options());
                }
                Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, directory)));
                create(server, TEMPLATE, "template1");
                Database.open(settings(server, TEMPLATE)).close();
                return server;
            } catch (IOException | SQLException failure) {
                throw new IllegalStateException(failure);
            }
        }
    }

    /**
     * A new, empty, migrated database. It need not be closed: that happens at exit, or a few
     * databases later.
     */
    public static Database freshDatabase() {
        Database database = Database.open(freshSettings());
        OPEN.add(database);
        // The server has few places for connections, and no test uses as many databases at a time.
        if (OPEN.size() > MOST_OPEN) OPEN.removeFirst().close();
        return database;
    }

    /** The address of a new, empty, migrated database, for tests that open it themselves. */
    public static DatabaseSettings freshSettings() {
        String name = "test_" + COUNT.incrementAndGet();
        // Before the lock of create: the server creates databases too while it starts.
        EmbeddedPostgres server = Server.INSTANCE;
        try {
            create(server, name, TEMPLATE);
        } catch (IOException | SQLException failure) {
            throw new IllegalStateException(failure);
        }
        return settings(server, name);
    }

    /** The address of a new database without any table, for tests of migrations. */
    public static DatabaseSettings emptySettings() {
        String name = "empty_" + COUNT.incrementAndGet();
        EmbeddedPostgres server = Server.INSTANCE;
        try {
            create(server, name, "template1");
        } catch (IOException | SQLException failure) {
            throw new IllegalStateException(failure);
        }
        return settings(server, name);
    }

    /** Options that share the unpacked programs, for tests that start a server of their own. */
    static EmbeddedPostgres.Options options() {
        return EmbeddedPostgres.Options.standard().withSharedBinaries(BINARIES);
    }

    /** One at a time: PostgreSQL refuses to copy a template twice at once. */
    private static synchronized void create(EmbeddedPostgres server, String name, String template)
            throws IOException, SQLException {
        try (Connection connection = server.connectAsSuperuser();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name + " OWNER fluxrouter TEMPLATE " + template);
        }
    }

    private static DatabaseSettings settings(EmbeddedPostgres server, String name) {
        return DatabaseSettings.of(
                new DatabaseUrl(server.jdbcUrl(name), server.user(), server.password()));
    }

    private static void stop(EmbeddedPostgres server, Path directory) {
        OPEN.forEach(Database::close);
        try (FileChannel _ = lockRuns()) {
            server.close();
            DurableFiles.deleteTree(directory);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * Holds off other test JVMs until it is closed: between making a directory and locking it, and
     * while it is removed, they would take it for one that a killed JVM left behind.
     */
    private static FileChannel lockRuns() throws IOException {
        Path file = Files.createDirectories(ROOT).resolve("runs.lock");
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channel.lock();
        return channel;
    }

    /** Stops and removes what test JVMs left behind that were killed. */
    private static void sweep() throws IOException {
        try (var runs = Files.newDirectoryStream(ROOT.toRealPath(), "run-*")) {
            runs.forEach(TestPostgres::sweep);
        }
    }

    private static void sweep(Path run) {
        try (var lock = DataDirectoryLock.take(run)) {
            if (!lock.isHeld()) return;
            new ServerProcesses(run.resolve("cluster")).stop();
            DurableFiles.deleteTree(run);
        } catch (DatabaseException stillInUse) {
            return;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
