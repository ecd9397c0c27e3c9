package io.fluxrouter.billing.database;

import static io.fluxrouter.billing.database.EmbeddedPostgresTest.ask;
import static io.fluxrouter.billing.database.EmbeddedPostgresTest.connect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ways to run PostgreSQL, which refuses root, for a process that is root. */
class EmbeddedPostgresUserTest {
    @TempDir Path directory;

    @BeforeEach
    void as_root() throws IOException {
        assumeTrue(RunAs.effectiveUid() == 0, "only root can become others");
        // The test's directory is closed to others, and the data directory must not be.
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
    }

    @Test
    void root_in_a_namespace_keeps_the_files() throws Exception {
        RunAs namespace = RunAs.inNamespace(other());
        assumeTrue(RunAs.best().equals(namespace), "user namespaces are forbidden here");
        try (var server = start(namespace);
                var connection = connect(server)) {
            assertThat(ask(connection, "SELECT 1")).isEqualTo("1");
            assertThat(RunAs.ownerOf(data().resolve("cluster"))).isZero();
        }
    }

    @Test
    void without_namespaces_root_becomes_another_user() throws Exception {
        try (var server = start(RunAs.switchedTo(other()));
                var connection = connect(server)) {
            assertThat(ask(connection, "SELECT 1")).isEqualTo("1");
            assertThat(RunAs.ownerOf(Path.of("/proc", Long.toString(server.pid()))))
                    .isEqualTo(other().uid());
            assertThat(RunAs.ownerOf(data().resolve("cluster"))).isEqualTo(other().uid());
        }
    }

    @Test
    void the_way_may_change_from_start_to_start() throws Exception {
        start(RunAs.switchedTo(other())).close();
        start(RunAs.best()).close();
        try (var server = start(RunAs.switchedTo(other()));
                var connection = connect(server)) {
            assertThat(ask(connection, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void a_directory_that_the_other_user_cannot_reach_is_refused_clearly() throws Exception {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        assertThatThrownBy(() -> start(RunAs.switchedTo(other())))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("choose another FLUX_DATA_DIR");
    }

    @Test
    void an_ordinary_user_runs_it_directly() throws Exception {
        try (var child = ChildServers.startAs(other(), directory)) {
            long pid = child.awaitPid();
            assertThat(RunAs.ownerOf(Path.of("/proc", Long.toString(pid))))
                    .isEqualTo(other().uid());
            assertThat(child.stop()).isEqualTo("stopped");
            assertThat(data().resolve("cluster/postmaster.pid")).doesNotExist();
        }
    }

    private static Account other() throws IOException {
        return Account.unprivileged().orElseThrow();
    }

    private EmbeddedPostgres start(RunAs runAs) throws IOException {
        return EmbeddedPostgres.start(data(), TestPostgres.options(), runAs);
    }

    private Path data() {
        return directory.resolve("data");
    }
}
