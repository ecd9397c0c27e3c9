package io.fluxrouter.billing.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One real PostgreSQL server for all tests of a JVM, started at the first call and stopped at exit.
 * The programs are unpacked once per machine. Thread-safe.
 */
public final class TestPostgres {
    private static final Path ROOT =
            Path.of(System.getProperty("java.io.tmpdir"), "fluxrouter-test-postgres");
    static final Path BINARIES = ROOT.resolve("binaries");
    private static final Pattern RUN = Pattern.compile("run-(\\d{1,18})-.*");
    private static final String TEMPLATE = "migrated_template";
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final int MOST_OPEN = 4;
    private static final List<Database> OPEN = new CopyOnWriteArrayList<>();

    private TestPostgres() {}

    private static final class Server {
        static final EmbeddedPostgres INSTANCE = start();

        private static EmbeddedPostgres start() {
            try {
                sweep();
                Path directory =
                        Files.createTempDirectory(
                                Files.createDirectories(ROOT),
                                "run-" + ProcessHandle.current().pid() + "-");
                EmbeddedPostgres server = EmbeddedPostgres.start(directory, options());
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
        // A copy of what was migrated: to look through the scripts again takes longer than a test.
        Database database = Database.connect(freshSettings());
        OPEN.add(database);
        // The server has few places for connections, and no test uses as many databases at a time.
        if (OPEN.size() > MOST_OPEN) OPEN.removeFirst().close();
        return database;
    }

    /** The address of a new, empty, migrated database, for tests that open it themselves. */
    public static DatabaseSettings freshSettings() {
        return copy(TEMPLATE, "test_");
    }

    /** The address of a new database without any table, for tests of migrations. */
    public static DatabaseSettings emptySettings() {
        return copy("template1", "empty_");
    }

    private static DatabaseSettings copy(String template, String prefix) {
        String name = prefix + COUNT.incrementAndGet();
        // Before the lock of create: the server creates databases too while it starts.
        EmbeddedPostgres server = Server.INSTANCE;
        try {
            create(server, name, template);
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
        server.close();
        delete(directory);
    }

    /**
     * Stops and removes what test JVMs left behind that were killed. A run that is being set up has
     * no lock yet, so whose it is stands in its name.
     */
    private static void sweep() throws IOException {
        if (!Files.isDirectory(ROOT)) return;
        try (var runs = Files.newDirectoryStream(ROOT.toRealPath(), "run-*")) {
            for (Path run : runs) {
                if (!belongsToALivingJvm(run)) sweep(run);
            }
        }
    }

    private static boolean belongsToALivingJvm(Path run) {
        Matcher name = RUN.matcher(run.getFileName().toString());
        return name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isPresent();
    }

    private static void sweep(Path run) {
        try (var lock = DataDirectoryLock.take(run)) {
            if (!lock.isHeld()) return;
            new ServerProcesses(run.resolve("cluster")).stop();
            delete(run);
        } catch (DatabaseException | NoSuchFileException stillInUseOrGone) {
            return;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * By a process of its own: hundreds of databases take longer than a JVM may take to exit, and
     * nobody waits for their end.
     */
    private static void delete(Path directory) {
        try {
            new ProcessBuilder("rm", "-rf", directory.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
