package io.fluxrouter.billing.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.TimeZone;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
    @TempDir Path directory;

    @Test
    void it_is_migrated_and_speaks_utc() {
        Database database = TestPostgres.freshDatabase();
        assertThat(ask(database, "SELECT count(*) FROM flyway_schema_history WHERE NOT success"))
                .isEqualTo("0");
        assertThat(ask(database, "SELECT count(*) > 0 FROM flyway_schema_history")).isEqualTo("t");
        assertThat(ask(database, "SHOW TimeZone")).isEqualTo("UTC");
        assertThat(ask(database, "SHOW statement_timeout")).isEqualTo("20s");
    }

    @Test
    void its_scripts_run_in_utc_in_whatever_zone_the_process_is() {
        TimeZone own = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
        try (Database database = Database.open(TestPostgres.emptySettings())) {
            String hours =
                    """
                    SELECT round(extract(epoch FROM max(installed_on) - (now() AT TIME ZONE 'UTC')) / 3600)
                    FROM flyway_schema_history""";
            assertThat(ask(database, hours)).isEqualTo("0");
        } finally {
            TimeZone.setDefault(own);
        }
    }

    @Test
    void fresh_databases_are_apart() {
        Database one = TestPostgres.freshDatabase();
        Database other = TestPostgres.freshDatabase();
        one.jdbi().useHandle(handle -> handle.execute("CREATE TABLE mine (id int)"));
        assertThat(ask(one, "SELECT to_regclass('mine') IS NULL")).isEqualTo("f");
        assertThat(ask(other, "SELECT to_regclass('mine') IS NULL")).isEqualTo("t");
    }

    @Test
    void several_processes_may_migrate_at_once() throws Exception {
        try (var server = start(0);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var opened = new ArrayList<Future<Database>>();
            for (int i = 0; i < 4; i++) {
                opened.add(threads.submit(() -> Database.open(server.settings())));
            }
            for (Future<Database> database : opened) {
                try (Database each = database.get()) {
                    assertThat(ask(each, "SELECT 1")).isEqualTo("1");
                }
            }
        }
    }

    @Test
    void a_refused_password_is_not_repeated() {
        DatabaseUrl url = TestPostgres.freshSettings().url();
        var wrong = new DatabaseUrl(url.jdbcUrl(), url.user(), "hunter2");
        assertThatThrownBy(() -> Database.open(DatabaseSettings.of(wrong)))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining(url.jdbcUrl())
                .hasMessageContaining("password authentication failed")
                .satisfies(failure -> assertThat(traceOf(failure)).doesNotContain("hunter2"));
    }

    @Test
    void a_database_that_is_away_is_an_error_at_once() throws Exception {
        int port = freePort();
        assertThatThrownBy(
                        () ->
                                Database.open(
                                        DatabaseSettings.of(
                                                "postgres://u:hunter2@127.0.0.1:" + port + "/d")))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("cannot be reached")
                .satisfies(failure -> assertThat(traceOf(failure)).doesNotContain("hunter2"));
    }

    @Test
    void a_server_that_accepts_and_says_nothing_is_given_up() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            var settings =
                    quick(
                            DatabaseSettings.of(
                                    "postgres://u@127.0.0.1:" + silent.getLocalPort() + "/d"));
            assertThatThrownBy(() -> Database.open(settings))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("cannot be reached");
        }
    }

    @Test
    void a_statement_that_takes_too_long_is_cut_off() {
        try (var database = Database.open(quick(TestPostgres.freshSettings()))) {
            assertThatThrownBy(() -> ask(database, "SELECT pg_sleep(60)"))
                    .isInstanceOf(JdbiException.class)
                    .hasMessageContaining("statement timeout");
        }
    }

    @Test
    void a_server_that_stops_answering_is_noticed_and_one_that_goes_on_is_used_again()
            throws Exception {
        try (var server = start(0);
                var database = Database.open(quick(server.settings()))) {
            var processes = new ServerProcesses(directory.toRealPath().resolve("data/cluster"));
            signal("STOP", processes);
            try {
                assertThatThrownBy(() -> ask(database, "SELECT 1"))
                        .isInstanceOf(JdbiException.class);
            } finally {
                signal("CONT", processes);
            }
            assertAnswersAgain(database);
        }
    }

    @Test
    void connections_come_back_after_an_outage() throws Exception {
        int port = freePort();
        EmbeddedPostgres server = start(port);
        try (var database = Database.open(quick(server.settings()))) {
            server.close();
            assertThatThrownBy(() -> ask(database, "SELECT 1")).isInstanceOf(JdbiException.class);
            server = start(port);
            assertAnswersAgain(database);
        } finally {
            server.close();
        }
    }

    private EmbeddedPostgres start(int port) {
        return EmbeddedPostgres.start(
                directory.resolve("data"), TestPostgres.options().withPort(port));
    }

    private static void assertAnswersAgain(Database database) {
        assertThat(Waiting.until(() -> answers(database), Duration.ofSeconds(60))).isTrue();
    }

    private static boolean answers(Database database) {
        try {
            return ask(database, "SELECT 1").equals("1");
        } catch (JdbiException notYet) {
            return false;
        }
    }

    private static DatabaseSettings quick(DatabaseSettings settings) {
        return settings.withTimeouts(
                Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    private static String ask(Database database, String query) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(query).mapTo(String.class).one());
    }

    private static void signal(String name, ServerProcesses processes) throws Exception {
        for (ProcessHandle process : processes.all()) {
            new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + process.pid())
                    .start()
                    .waitFor();
        }
    }

    private static int freePort() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private static String traceOf(Throwable failure) {
        var text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
