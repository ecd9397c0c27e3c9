package io.fluxrouter.billing.settle;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.billing.journal.Journal;
import io.fluxrouter.billing.journal.JournalBatch;
import io.fluxrouter.billing.journal.JournalPosition;
import io.fluxrouter.billing.journal.JournalSettings;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.usage.UsageEvent;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettlerTest {
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SettledWorld world = new SettledWorld("2026-03-10T12:00:00Z");
    private final UUID node = UUID.randomUUID();
    private final UUID customer = world.customerOn("scale");
    private final Path directory;
    private Journal journal;

    SettlerTest(@TempDir Path directory) {
        this.directory = directory;
        this.journal = open();
    }

    private Journal open() {
        return Journal.open(JournalSettings.in(directory.resolve("journal")));
    }

    @BeforeEach
    void nothing_is_settled_yet() {
        assertThat(world.count("usage_event")).isZero();
    }

    @AfterEach
    void the_books_are_sound() {
        journal.close();
        assertThat(world.findings()).isEmpty();
        world.close();
    }

    @Test
    void what_is_appended_is_settled() throws Exception {
        try (Settler settler = Settler.start(world.jdbi, node, journal, () -> NOW)) {
            append(3);
            assertThat(settler.awaitSettled(journal.end(), PATIENCE)).isTrue();
            append(2);
            assertThat(settler.awaitSettled(journal.end(), PATIENCE)).isTrue();
            assertThat(settler.health().lastError()).isNull();
        }
        assertThat(world.count("usage_event")).isEqualTo(5);
        assertThat(world.account(customer).settled()).isEqualTo(Money.usd("0.05"));
    }

    @Test
    void closing_settles_the_rest_and_a_restart_goes_on_behind_it() throws Exception {
        append(10);
        Settler.start(world.jdbi, node, journal, () -> NOW).close();
        assertThat(world.count("usage_event")).isEqualTo(10);
        journal.close();
        journal = open();
        append(1);
        try (Settler settler = Settler.start(world.jdbi, node, journal, () -> NOW)) {
            assertThat(settler.awaitSettled(journal.end(), PATIENCE)).isTrue();
        }
        assertThat(world.count("usage_event")).isEqualTo(11);
    }

    @Test
    void a_commit_whose_answer_is_lost_settles_once() throws Exception {
        AtomicInteger losses = new AtomicInteger(3);
        append(5);
        try (Settler settler = Settler.start(losing(losses, true), node, journal, () -> NOW)) {
            assertThat(settler.awaitSettled(journal.end(), PATIENCE)).isTrue();
            append(5);
            assertThat(settler.awaitSettled(journal.end(), PATIENCE)).isTrue();
        }
        assertThat(losses).hasValue(0);
        assertThat(world.count("usage_event")).isEqualTo(10);
    }

    @Test
    void a_commit_that_never_arrived_is_tried_again() throws Exception {
        AtomicInteger losses = new AtomicInteger(3);
        append(5);
        try (Settler settler = Settler.start(losing(losses, false), node, journal, () -> NOW)) {
            assertThat(settler.awaitSettled(journal.end(), PATIENCE)).isTrue();
        }
        assertThat(losses).hasValue(0);
        assertThat(world.count("usage_event")).isEqualTo(5);
    }

    @Test
    void a_failure_shows_until_it_is_over() throws Exception {
        world.jdbi.useHandle(handle -> handle.execute("ALTER TABLE settlement RENAME TO away"));
        append(2);
        try (Settler settler = Settler.start(world.jdbi, node, journal, () -> NOW)) {
            while (settler.health().healthy()) Thread.onSpinWait();
            assertThat(settler.health().waiting()).isPositive();
            assertThat(settler.health().oldest()).isEqualTo(NOW);
            world.jdbi.useHandle(handle -> handle.execute("ALTER TABLE away RENAME TO settlement"));
            assertThat(settler.awaitSettled(journal.end(), PATIENCE)).isTrue();
        }
    }

    @Test
    void two_settlers_of_one_journal_settle_each_event_once() throws Exception {
        try (Settler first = Settler.start(world.jdbi, node, journal, () -> NOW);
                Settler second = Settler.start(world.jdbi, node, journal, () -> NOW)) {
            for (int round = 0; round < 20; round++) append(50);
            assertThat(first.awaitSettled(journal.end(), PATIENCE)).isTrue();
            assertThat(second.awaitSettled(journal.end(), PATIENCE)).isTrue();
        }
        assertThat(world.count("usage_event")).isEqualTo(1_000);
    }

    @Test
    void nodes_that_settle_the_same_customers_at_once_do_not_block_each_other() throws Exception {
        List<UUID> customers = new ArrayList<>();
        for (int i = 0; i < 12; i++) customers.add(world.customerOn("builder"));
        List<Callable<Boolean>> nodes = new ArrayList<>();
        for (int n = 0; n < 4; n++) nodes.add(() -> settleAll(UUID.randomUUID(), customers));
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (Future<Boolean> done : threads.invokeAll(nodes)) assertThat(done.get()).isTrue();
        }
        assertThat(world.count("usage_event")).isEqualTo(4 * 15 * 24);
        for (UUID id : customers) {
            assertThat(world.account(id).settled()).isEqualTo(Money.usd("1.2"));
        }
    }

    private boolean settleAll(UUID nodeId, List<UUID> customers) throws SQLException {
        SettleBatch batches = new SettleBatch(world.jdbi, () -> NOW, nodeId, SettleListener.NONE);
        SettlementIds ids = new SettlementIds(world.jdbi);
        for (int round = 0; round < 15; round++) {
            List<UsageEvent> events = new ArrayList<>();
            for (UUID id : customers) {
                events.add(Event.of(id, NOW, "0.01").event());
                events.add(Event.of(id, NOW, "0.01").event());
            }
            var from = batches.position();
            var next = new JournalPosition(1, from.offset() + 1);
            JournalBatch read = new JournalBatch(events, next);
            if (!batches.run(PreparedBatch.of(from, read, ids.next()), false)) return false;
        }
        return true;
    }

    private void append(int count) {
        for (int i = 0; i < count; i++) {
            assertThat(journal.reserve()).isTrue();
            journal.append(Event.of(customer, NOW, "0.01").event()).join();
        }
    }

    /** Connections whose commits get lost, on the way there or on the way back. */
    private Jdbi losing(AtomicInteger losses, boolean committed) {
        return Jdbi.create(() -> losing(world.jdbi.open().getConnection(), losses, committed));
    }

    private static Connection losing(Connection real, AtomicInteger losses, boolean committed) {
        return (Connection)
                Proxy.newProxyInstance(
                        SettlerTest.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals("commit")
                                    && losses.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                                if (committed) real.commit();
                                else real.rollback();
                                throw new SQLException("connection lost", "08006");
                            }
                            try {
                                return method.invoke(real, arguments);
                            } catch (InvocationTargetException failure) {
                                throw failure.getCause();
                            }
                        });
    }
}
