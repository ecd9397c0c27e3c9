package io.fluxrouter.billing.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluxrouter.billing.database.TestPostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocalNewsTest {
    private static final News NEWS = new News.CustomerChanged(UUID.randomUUID());

    private final Jdbi jdbi = TestPostgres.freshDatabase().jdbi();
    private final List<News> heard = new ArrayList<>();

    /** Keeps what it hears. */
    private static class Listener implements NewsListener {
        private final List<News> heard;

        Listener(List<News> heard) {
            this.heard = heard;
        }

        @Override
        public void heard(News news) {
            heard.add(news);
        }

        @Override
        public void reloadAll() {
            throw new IllegalStateException("nothing can be missed here");
        }
    }

    @BeforeEach
    void listen() {
        jdbi.getConfig(LocalNews.class).listen(new Listener(heard));
    }

    @Test
    void a_change_is_heard_once_it_is_made_and_not_before() {
        jdbi.useTransaction(
                tx -> {
                    NEWS.send(tx);
                    assertThat(heard).isEmpty();
                });
        assertThat(heard).containsExactly(NEWS);
    }

    @Test
    void a_change_within_another_is_heard_when_that_is_made() {
        jdbi.useTransaction(
                outer -> {
                    jdbi.useTransaction(NEWS::send);
                    assertThat(heard).isEmpty();
                });
        assertThat(heard).containsExactly(NEWS);
    }

    @Test
    void a_change_that_is_taken_back_is_not_heard() {
        assertThatThrownBy(
                        () ->
                                jdbi.useTransaction(
                                        tx -> {
                                            NEWS.send(tx);
                                            throw new IllegalStateException("taken back");
                                        }))
                .hasMessage("taken back");
        jdbi.useTransaction(tx -> assertThat(heard).isEmpty());
        assertThat(heard).isEmpty();
    }

    @Test
    void what_needs_no_transaction_is_heard_too() {
        jdbi.useHandle(NEWS::send);
        assertThat(heard).containsExactly(NEWS);
    }

    @Test
    void who_hears_may_read_over_the_connection_that_made_the_change() {
        List<Integer> backends = new ArrayList<>();
        jdbi.getConfig(LocalNews.class)
                .listen(
                        new Listener(heard) {
                            @Override
                            public void heard(News news) {
                                backends.add(backend());
                            }
                        });
        jdbi.useTransaction(
                tx -> {
                    backends.add(backend());
                    NEWS.send(tx);
                });
        assertThat(backends).hasSize(2);
        assertThat(backends.get(0)).isEqualTo(backends.get(1));
    }

    private int backend() {
        return jdbi.withHandle(
                handle -> handle.createQuery("SELECT pg_backend_pid()").mapTo(Integer.class).one());
    }

    @Test
    void a_listener_that_fails_spoils_neither_the_change_nor_what_others_hear() {
        LocalNews news = jdbi.getConfig(LocalNews.class);
        List<News> after = new ArrayList<>();
        news.listen(
                new Listener(heard) {
                    @Override
                    public void heard(News ignored) {
                        throw new IllegalStateException("cannot listen now");
                    }
                });
        news.listen(new Listener(after));
        jdbi.useTransaction(NEWS::send);
        assertThat(after).containsExactly(NEWS);
    }
}
