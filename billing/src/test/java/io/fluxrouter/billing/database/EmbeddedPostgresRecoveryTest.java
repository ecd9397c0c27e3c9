package io.fluxrouter.billing.database;

import static io.fluxrouter.billing.database.EmbeddedPostgresTest.ask;
import static io.fluxrouter.billing.database.EmbeddedPostgresTest.connect;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresRecoveryTest {
    @TempDir Path directory;

    @Test
    void what_was_committed_survives_a_kill_of_every_process() throws Exception {
        var server = start();
        try (var connection = connect(server)) {
            write(connection, "committed");
            connection.setAutoCommit(false);
            write(connection, "open transaction");
            processes().all().forEach(ProcessHandle::destroyForcibly);
            ProcessHandle.of(server.pid()).ifPresent(process -> process.onExit().join());
        }
        assertThat(data().resolve("cluster/postmaster.pid")).exists();
        server.close();
        assertOnlyCommittedIsThere();
    }

    @Test
    void a_server_whose_jvm_was_killed_is_stopped_and_started_anew() throws Exception {
        long orphan;
        try (var child = ChildServers.start(data())) {
            orphan = child.awaitPid();
            child.kill();
        }
        assertThat(processes().postmaster()).get().extracting(ProcessHandle::pid).isEqualTo(orphan);
        try (var server = start();
                var connection = connect(server)) {
            assertThat(server.pid()).isNotEqualTo(orphan);
            // Asked this way because where nobody collects dead orphans they count as alive.
            assertThat(processes().all()).extracting(ProcessHandle::pid).doesNotContain(orphan);
            assertThat(ask(connection, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void jvm_and_postmaster_killed_together_recover() throws Exception {
        try (var child = ChildServers.start(data())) {
            long pid = child.awaitPid();
            try (var connection = connectToChild()) {
                write(connection, "committed");
            }
            child.kill();
            // Its children see that it is dead and leave a little later: the next start waits.
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        }
        assertOnlyCommittedIsThere();
    }

    @Test
    void a_process_id_that_now_belongs_to_another_does_no_harm() throws Exception {
        start().close();
        long ours = ProcessHandle.current().pid();
        // Not our own id, which PostgreSQL itself would see through as that of its parent.
        long innocent = anotherProcess();
        Files.writeString(
                data().resolve("cluster/postmaster.pid"),
                innocent
                        + "\n"
                        + data().resolve("cluster")
                        + "\n1\n5432\n\n127.0.0.1\n0 0\nready\n");
        try (var server = start()) {
            assertThat(server.pid()).isNotIn(innocent, ours);
            assertThat(ProcessHandle.of(innocent)).get().matches(ProcessHandle::isAlive);
        } finally {
            ProcessHandle.of(innocent).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    private static long anotherProcess() throws Exception {
        return new ProcessBuilder("sleep", "600").start().pid();
    }

    private void assertOnlyCommittedIsThere() throws SQLException {
        try (var server = start();
                var connection = connect(server)) {
            assertThat(ask(connection, "SELECT string_agg(word, ',') FROM kept"))
                    .isEqualTo("committed");
        }
    }

    private static void write(Connection connection, String word) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS kept (word text)");
            statement.execute("INSERT INTO kept VALUES ('" + word + "')");
        }
    }

    private Connection connectToChild() throws Exception {
        String port = Files.readAllLines(data().resolve("cluster/postmaster.pid")).get(3);
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/fluxrouter",
                "fluxrouter",
                PasswordFile.readOrCreate(data().resolve("fluxrouter.password")));
    }

    private ServerProcesses processes() throws IOException {
        return new ServerProcesses(data().toRealPath().resolve("cluster"));
    }

    private Path data() {
        return directory.resolve("data");
    }

    private EmbeddedPostgres start() {
        return EmbeddedPostgres.start(data(), TestPostgres.options());
    }
}
