package io.fluxrouter.billing.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL server of our own, which keeps its data in a directory between starts.
 *
 * <p>It commits durably ({@code fsync} is on, and checked), listens on 127.0.0.1 only, and lets the
 * application in as a role without superuser rights. A server that an earlier process left behind
 * when it was killed is stopped first: it may run with other settings or programs than ours.
 *
 * <p>Threads: start and close may be called from any; the rest is immutable.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    static final String APPLICATION = "fluxrouter";

    private static final Duration LAST_MOMENT = Duration.ofSeconds(5);

    private static final int ATTEMPTS_AT_A_FREE_PORT = 3;

    private final Cluster cluster;
    private final DataDirectoryLock lock;
    private final long pid;
    private final int port;
    private final String password;

    private EmbeddedPostgres(
            Cluster cluster, DataDirectoryLock lock, Running running, String password) {
        this.cluster = cluster;
        this.lock = lock;
        this.pid = running.pid();
        this.port = running.port();
        this.password = password;
    }

    /**
     * Choices for a start.
     *
     * @param sharedBinaries where the programs are unpacked; null: in the data directory
     * @param port the port to listen on; 0: any free one
     * @param startLimit how long recovery after a crash may take
     */
    public record Options(@Nullable Path sharedBinaries, int port, Duration startLimit) {
        public static Options standard() {
            return new Options(null, 0, Duration.ofMinutes(5));
        }

        public Options withSharedBinaries(Path directory) {
            return new Options(directory, port, startLimit);
        }

        public Options withPort(int fixedPort) {
            return new Options(sharedBinaries, fixedPort, startLimit);
        }
    }

    private record Running(long pid, int port) {}

    public static EmbeddedPostgres start(Path dataDirectory) {
        return start(dataDirectory, Options.standard());
    }

    /**
     * Starts the server and returns when it answers.
     *
     * @param dataDirectory a directory of its own; made if it is missing
     * @throws DatabaseException if the directory is in use, or the server does not start
     */
    public static EmbeddedPostgres start(Path dataDirectory, Options options) {
        try {
            return start(dataDirectory, options, RunAs.best());
        } catch (IOException failure) {
            throw new DatabaseException(
                    "embedded PostgreSQL could not be started in " + dataDirectory + ": " + failure,
                    failure);
        }
    }

    static EmbeddedPostgres start(Path dataDirectory, Options options, RunAs runAs)
            throws IOException {
        Path directory = createDirectory(dataDirectory);
        DataDirectoryLock lock = DataDirectoryLock.take(directory);
        EmbeddedPostgres started = null;
        try {
            Path shared = options.sharedBinaries();
            Path binaries = PostgresBinaries.unpackInto(shared == null ? directory : shared);
            started = start(new Cluster(directory, binaries, runAs), lock, options);
            return started;
        } finally {
            if (started == null) lock.close();
        }
    }

    private static EmbeddedPostgres start(Cluster cluster, DataDirectoryLock lock, Options options)
            throws IOException {
        new ServerProcesses(cluster.directory()).stop();
        cluster.prepare();
        String password = PasswordFile.readOrCreate(cluster.applicationPasswordFile());
        boolean complete = false;
        try {
            Running running = launch(cluster, options);
            try (Connection connection = connect(cluster, running.port())) {
                ApplicationRole.prepare(connection, APPLICATION, password);
                Durability.require(connection);
            } catch (SQLException failure) {
                throw new DatabaseException(
                        "embedded PostgreSQL started but refuses us: " + failure.getMessage(),
                        failure);
            }
            complete = true;
            return new EmbeddedPostgres(cluster, lock, running, password);
        } finally {
            if (!complete) new ServerProcesses(cluster.directory()).stop();
        }
    }

    /** Others may pass through, not look: as root, the server runs as one of them. */
    private static Path createDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory.toAbsolutePath());
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
        }
        return directory.toRealPath();
    }

    private static Running launch(Cluster cluster, Options options) throws IOException {
        if (options.port() != 0) return launch(cluster, options.port(), options.startLimit());
        for (int attempt = 1; ; attempt++) {
            try {
                return launch(cluster, freePort(), options.startLimit());
            } catch (DatabaseException failure) {
                // Between our look and the server's, somebody else may have taken the port.
                boolean portTaken = cluster.lastWords().contains("could not bind");
                if (!portTaken || attempt == ATTEMPTS_AT_A_FREE_PORT) throw failure;
            }
        }
    }

    private static Running launch(Cluster cluster, int port, Duration limit) throws IOException {
        var command = new ArrayList<String>();
        command.add(cluster.binaries().resolve("bin/postgres").toString());
        command.addAll(List.of("-D", cluster.directory().toString()));
        command.addAll(ServerSettings.words(port));
        Process process =
                cluster.runAs()
                        .builder(OwnSession.of(command))
                        .redirectErrorStream(true)
                        .redirectOutput(cluster.startLog().toFile())
                        .start();
        Waiting.until(() -> !process.isAlive() || isReady(cluster), limit);
        if (process.isAlive() && isReady(cluster)) return new Running(process.pid(), port);
        new ServerProcesses(cluster.directory()).stop();
        throw new DatabaseException("PostgreSQL did not start:\n" + cluster.lastWords());
    }

    private static boolean isReady(Cluster cluster) {
        return PostmasterFile.read(cluster.directory()).filter(PostmasterFile::ready).isPresent();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private static Connection connect(Cluster cluster, int port) throws IOException, SQLException {
        var properties = new Properties();
        properties.setProperty("user", Cluster.SUPERUSER);
        properties.setProperty(
                "password", PasswordFile.readOrCreate(cluster.superuserPasswordFile()));
        return DriverManager.getConnection(url(port, "postgres"), properties);
    }

    /** A connection of the superuser, for the upkeep of databases and roles. */
    Connection connectAsSuperuser() throws IOException, SQLException {
        return connect(cluster, port);
    }

    private static String url(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** The address of the application's database, without user and password. */
    public String jdbcUrl() {
        return jdbcUrl(APPLICATION);
    }

    String jdbcUrl(String database) {
        return url(port, database);
    }

    public String user() {
        return APPLICATION;
    }

    public String password() {
        return password;
    }

    public int port() {
        return port;
    }

    /** The process id of the server's first process. */
    public long pid() {
        return pid;
    }

    /** What {@link Database#open} needs to open the application's database. */
    public DatabaseSettings settings() {
        return DatabaseSettings.of(new DatabaseUrl(jdbcUrl(), user(), password));
    }

    /**
     * Stops the server: clients are cut off, what is in memory is written out. Returns when its
     * last process is gone, after 50 seconds at most. A second call does nothing.
     */
    @Override
    public synchronized void close() {
        try {
            if (lock.isHeld()) {
                new ServerProcesses(cluster.directory()).stop();
                awaitEnd();
            }
            lock.close();
        } catch (IOException failure) {
            throw new DatabaseException("PostgreSQL could not be stopped: " + failure, failure);
        }
    }

    /** A process that ends no longer shows where it works, a moment before it is gone. */
    private void awaitEnd() {
        Waiting.until(() -> ProcessHandle.of(pid).isEmpty(), LAST_MOMENT);
    }
}
