package io.fluxrouter.billing.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
    @TempDir Path directory;

    @Test
    void it_commits_durably_and_speaks_utc_and_utf8() throws Exception {
        try (var server = start();
                var connection = connect(server)) {
            assertThat(ask(connection, "SHOW fsync")).isEqualTo("on");
            assertThat(ask(connection, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(ask(connection, "SHOW full_page_writes")).isEqualTo("on");
            assertThat(ask(connection, "SHOW data_checksums")).isEqualTo("on");
            assertThat(ask(connection, "SHOW server_encoding")).isEqualTo("UTF8");
            assertThat(ask(connection, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(
                            ask(
                                    connection,
                                    "SELECT reset_val FROM pg_settings WHERE name = 'log_timezone'"))
                    .isEqualTo("UTC");
        }
    }

    @Test
    void a_server_that_would_not_commit_durably_is_refused() throws Exception {
        try (var server = start();
                var connection = connect(server)) {
            Durability.require(connection);
            ask(connection, "SELECT set_config('synchronous_commit', 'off', false)");
            assertThatThrownBy(() -> Durability.require(connection))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("synchronous_commit off");
        }
    }

    @Test
    void neither_a_file_nor_alter_system_turns_fsync_off() throws Exception {
        try (var server = start();
                var superuser = server.connectAsSuperuser();
                Statement statement = superuser.createStatement()) {
            statement.execute("ALTER SYSTEM SET fsync = off");
        }
        try (var server = start();
                var connection = connect(server)) {
            assertThat(ask(connection, "SHOW fsync")).isEqualTo("on");
        }
    }

    @Test
    void the_application_owns_its_database_and_is_no_superuser() throws Exception {
        try (var server = start();
                var connection = connect(server)) {
            assertThat(ask(connection, "SELECT usesuper FROM pg_user WHERE usename = current_user"))
                    .isEqualTo("f");
            assertThat(
                            ask(
                                    connection,
                                    "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()"))
                    .isEqualTo("fluxrouter");
        }
    }

    @Test
    void a_wrong_password_is_refused() throws Exception {
        try (var server = start()) {
            assertThatThrownBy(
                            () ->
                                    DriverManager.getConnection(
                                                    server.jdbcUrl(), server.user(), "guess")
                                            .close())
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void only_the_owner_can_read_the_passwords() throws Exception {
        start().close();
        for (String file : new String[] {"superuser.password", "fluxrouter.password"}) {
            var permissions = Files.getPosixFilePermissions(directory.resolve("data/" + file));
            assertThat(PosixFilePermissions.toString(permissions)).isEqualTo("rw-------");
        }
    }

    @Test
    void data_is_kept_from_start_to_start() throws Exception {
        try (var server = start();
                var connection = connect(server);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE kept (word text)");
            statement.execute("INSERT INTO kept VALUES ('still here')");
        }
        try (var server = start();
                var connection = connect(server)) {
            assertThat(ask(connection, "SELECT word FROM kept")).isEqualTo("still here");
        }
    }

    @Test
    void a_lost_application_password_is_replaced() throws Exception {
        start().close();
        Files.delete(directory.resolve("data/fluxrouter.password"));
        try (var server = start();
                var connection = connect(server)) {
            assertThat(ask(connection, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void closing_leaves_no_process_and_no_lock_and_may_be_repeated() throws Exception {
        var server = start();
        var idleClient = connect(server);
        server.close();
        server.close();
        assertThat(ProcessHandle.of(server.pid()).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(directory.resolve("data/cluster/postmaster.pid")).doesNotExist();
        assertThat(idleClient.isValid(1)).isFalse();
        start().close();
    }

    @Test
    void a_directory_in_use_is_refused_and_its_owner_keeps_it() throws Exception {
        try (var server = start()) {
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatThrownBy(this::start)
                        .isInstanceOf(DatabaseException.class)
                        .hasMessageContaining("in use by another FluxRouter");
            }
            try (var child = ChildServers.start(directory.resolve("data"))) {
                assertThatThrownBy(child::awaitPid).hasMessageContaining("without a server");
            }
            try (var connection = connect(server)) {
                assertThat(ask(connection, "SELECT 1")).isEqualTo("1");
            }
        }
    }

    @Test
    void a_server_that_cannot_start_says_why() throws Exception {
        start().close();
        Files.writeString(directory.resolve("data/cluster/PG_VERSION"), "12\n");
        assertThatThrownBy(this::start)
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("database files are incompatible with server");
    }

    @Test
    void a_first_start_that_was_cut_off_is_swept_away() throws Exception {
        Path half = Files.createDirectories(directory.resolve("data/unfinished-1"));
        Files.writeString(half.resolve("PG_VERSION"), "1");
        start().close();
        assertThat(half).doesNotExist();
    }

    private EmbeddedPostgres start() {
        return EmbeddedPostgres.start(directory.resolve("data"), TestPostgres.options());
    }

    static Connection connect(EmbeddedPostgres server) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
    }

    static String ask(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
