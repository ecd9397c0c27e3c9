package io.fluxrouter.billing.feed;

import static io.fluxrouter.billing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.billing.database.Database;
import io.fluxrouter.billing.database.DatabaseSettings;
import io.fluxrouter.billing.database.TestPostgres;
import java.sql.DriverManager;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.ConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeFeedTest {
    private static final UUID ID = UUID.fromString("6f1c1f0e-8f5b-4c57-9a43-3a9b0c0b1f10");

    private Database database;
    private ChangeFeed feed;
    private final Listener listener = new Listener();

    private static final class Listener implements NewsListener {
        final Queue<News> heard = new ConcurrentLinkedQueue<>();
        final AtomicInteger reloads = new AtomicInteger();
        final AtomicBoolean failing = new AtomicBoolean();

        @Override
        public void heard(News news) {
            if (failing.getAndSet(false)) throw new IllegalStateException("cannot listen now");
            heard.add(news);
        }

        @Override
        public void reloadAll() {
            reloads.incrementAndGet();
        }
    }

    @BeforeEach
    void start() {
        DatabaseSettings settings = TestPostgres.freshSettings();
        database = Database.open(settings);
        ConnectionFactory connections =
                () ->
                        DriverManager.getConnection(
                                settings.url().jdbcUrl(),
                                settings.url().user(),
                                settings.url().password());
        feed = new ChangeFeed(connections);
        feed.listen(listener);
        feed.start();
        eventually("connected", feed::connected);
    }

    @AfterEach
    void stop() {
        feed.close();
        database.close();
    }

    @Test
    void news_arrives_in_order_once_the_transaction_commits() {
        List<News> news =
                List.of(
                        new News.SpendChanged(ID),
                        new News.KeyChanged(ID),
                        new News.CustomerChanged(ID),
                        new News.PlansChanged());
        database.jdbi()
                .useTransaction(
                        tx -> {
                            new News.KeyChanged(UUID.randomUUID()).send(tx);
                            tx.rollback();
                        });
        database.jdbi().useTransaction(tx -> news.forEach(one -> one.send(tx)));
        eventually("heard", () -> listener.heard.size() >= news.size());
        assertThat(listener.heard).containsExactlyElementsOf(news);
    }

    @Test
    void a_killed_connection_is_opened_again_and_everything_is_read_anew() {
        int before = listener.reloads.get();
        int killed =
                database.jdbi()
                        .withHandle(
                                handle ->
                                        handle.createQuery(
                                                        """
                                                        SELECT count(pg_terminate_backend(pid))
                                                        FROM pg_stat_activity
                                                        WHERE query LIKE 'LISTEN%' AND datname = current_database()
                                                        """)
                                                .mapTo(Integer.class)
                                                .one());
        assertThat(killed).isEqualTo(1);
        eventually("read anew", () -> listener.reloads.get() > before && feed.connected());
        database.jdbi().useHandle(handle -> new News.KeyChanged(ID).send(handle));
        eventually("heard", () -> listener.heard.contains(new News.KeyChanged(ID)));
    }

    @Test
    void a_listener_that_fails_reads_everything_anew() {
        int before = listener.reloads.get();
        listener.failing.set(true);
        database.jdbi().useHandle(handle -> new News.KeyChanged(ID).send(handle));
        eventually("read anew", () -> listener.reloads.get() > before && feed.connected());
    }

    @Test
    void what_is_sent_is_what_is_read() {
        assertThat(News.parse(new News.CustomerChanged(ID).payload()))
                .contains(new News.CustomerChanged(ID));
        assertThat(News.parse(new News.PlansChanged().payload())).contains(new News.PlansChanged());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "spend",
                "spend:",
                "spend:x",
                "moon:6f1c1f0e-8f5b-4c57-9a43-3a9b0c0b1f10"
            })
    void what_nobody_understands_is_no_news(String payload) {
        assertThat(News.parse(payload)).isEmpty();
    }
}
