package io.fluxrouter.billing.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluxrouter.billing.event.Taken.Conflicting;
import io.fluxrouter.billing.event.Taken.Refused;
import io.fluxrouter.billing.event.Taken.Repeated;
import io.fluxrouter.billing.event.Taken.Stored;
import io.fluxrouter.billing.event.Taken.UnknownCustomer;
import io.fluxrouter.core.meter.Acceptance;
import io.fluxrouter.core.meter.MeterEvent;
import io.fluxrouter.core.meter.PropertyValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventIntakeTest {
    private final EventWorld world = new EventWorld();

    @BeforeEach
    void makeCustomerAndMeter() {
        world.customer("acme");
        world.meter("calls", "SUM", "n");
    }

    private Taken take(IncomingEvent event) {
        return world.intake.take(List.of(event)).getFirst();
    }

    private IncomingEvent call(String key, String number) {
        return world.event(key, "acme", "calls", "n", number);
    }

    @Test
    void a_repeat_gets_the_id_of_the_first_and_another_body_a_conflict() {
        StoredEvent first = ((Stored) take(call("k", "1.50"))).event();
        world.now = EventWorld.NOW.plusSeconds(60);

        assertThat(take(call2("k", "1.5"))).isEqualTo(new Repeated(first));
        assertThat(take(call2("k", "2"))).isEqualTo(new Conflicting(first.id()));
        assertThat(world.rows("meter_event")).isEqualTo(1);
        assertThat(first.event().number("n").orElseThrow().toPlainString()).isEqualTo("1.50");
    }

    /** At the same stated time, however late it is sent. */
    private IncomingEvent call2(String key, String number) {
        return world.event(
                key, "acme", "calls", EventWorld.NOW, Map.of("n", EventWorld.decimal(number)));
    }

    @Test
    void duplicates_within_a_batch_are_found_row_by_row() {
        List<Taken> taken =
                world.intake.take(
                        List.of(
                                call("a", "1"),
                                call("b", "1"),
                                call("a", "1"),
                                call("a", "9"),
                                world.event("c", "nobody", "calls", "n", "1"),
                                world.event("d", "acme", "calls", "m", "1")));
        UUID a = ((Stored) taken.getFirst()).event().id();
        assertThat(taken.get(1)).isInstanceOf(Stored.class);
        assertThat(((Repeated) taken.get(2)).event().id()).isEqualTo(a);
        assertThat(taken.get(3)).isEqualTo(new Conflicting(a));
        assertThat(taken.get(4)).isEqualTo(new UnknownCustomer("nobody"));
        assertThat(taken.get(5))
                .isEqualTo(
                        new Refused(new Acceptance.Malformed("properties.n", "must be a number")));
        assertThat(world.rows("meter_event")).isEqualTo(2);
    }

    @Test
    void the_window_is_35_days_back_and_5_minutes_ahead() {
        assertThat(take(at(EventWorld.NOW.minusSeconds(35 * 86_400)))).isInstanceOf(Stored.class);
        assertThat(take(at(EventWorld.NOW.plusSeconds(300)))).isInstanceOf(Stored.class);
        assertThat(take(at(EventWorld.NOW.minusSeconds(35 * 86_400).minusNanos(1))))
                .isInstanceOf(Refused.class);
        assertThat(take(at(EventWorld.NOW.plusSeconds(300).plusNanos(1))))
                .isInstanceOf(Refused.class);
        assertThat(world.rows("meter_event")).isEqualTo(2);
    }

    private IncomingEvent at(Instant time) {
        return world.event(
                time.toString(), "acme", "calls", time, Map.of("n", EventWorld.decimal("1")));
    }

    @Test
    void fifty_senders_of_one_event_at_once_get_one_id() throws Exception {
        try (EventCommitter committer = EventCommitter.start(world.intake);
                ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Taken>> answers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                boolean grouped = i % 2 == 0;
                IncomingEvent event = call("same", "1");
                answers.add(senders.submit(() -> grouped ? committer.take(event) : take(event)));
            }
            Set<UUID> ids = new HashSet<>();
            int stored = 0;
            for (Future<Taken> answer : answers) {
                switch (answer.get()) {
                    case Stored(var event) -> {
                        stored++;
                        ids.add(event.id());
                    }
                    case Repeated(var event) -> ids.add(event.id());
                    case Taken other -> throw new AssertionError(other.toString());
                }
            }
            assertThat(ids).hasSize(1);
            assertThat(stored).isEqualTo(1);
        }
        assertThat(world.rows("meter_event")).isEqualTo(1);
    }

    @Test
    void shuffled_repeats_from_many_threads_change_no_total() throws Exception {
        long seed = 7_311;
        List<IncomingEvent> events = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) events.add(call("key" + i, Integer.toString(i)));
        try (ExecutorService senders = Executors.newFixedThreadPool(8)) {
            List<Future<?>> all = new ArrayList<>();
            for (int round = 0; round < 24; round++) {
                List<IncomingEvent> shuffled = new ArrayList<>(events);
                Collections.shuffle(shuffled, new Random(seed + round));
                all.add(senders.submit(() -> world.intake.take(shuffled)));
            }
            for (Future<?> done : all) done.get();
        }
        assertThat(world.rows("meter_event")).as("seed " + seed).isEqualTo(2_000);
        assertThat(world.rows("meter_event_key")).isEqualTo(2_000);
    }

    @Test
    void an_event_without_its_mark_is_never_there_even_when_the_connection_dies() {
        world.jdbi.useHandle(
                handle ->
                        handle.execute(
                                """
                                CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$
                                BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$;
                                """));
        take(call("before", "1"));
        world.jdbi.useHandle(
                handle ->
                        handle.execute(
                                "CREATE TRIGGER die AFTER INSERT ON meter_event"
                                        + " FOR EACH ROW EXECUTE FUNCTION die()"));
        assertThatThrownBy(() -> take(call("k", "1"))).isInstanceOf(RuntimeException.class);
        assertThat(world.rows("meter_event")).isEqualTo(1);
        assertThat(world.rows("meter_event_key")).isEqualTo(1);

        world.jdbi.useHandle(handle -> handle.execute("DROP TRIGGER die ON meter_event"));
        assertThat(take(call("k", "1"))).isInstanceOf(Stored.class);
    }

    @Test
    void unknown_customers_are_made_where_the_operator_allows_it() {
        EventIntake making = world.intake(UnknownCustomers.CREATED);
        List<Taken> taken =
                making.take(
                        List.of(
                                world.event("1", "newcomer", "calls", "n", "1"),
                                world.event("2", "newcomer", "calls", "n", "1"),
                                world.event("3", "bad\u0007name", "calls", "n", "1")));
        assertThat(taken.get(0)).isInstanceOf(Stored.class);
        assertThat(((Stored) taken.get(1)).event().customerId())
                .isEqualTo(((Stored) taken.get(0)).event().customerId());
        assertThat(taken.get(2)).isInstanceOf(UnknownCustomer.class);
    }

    @Test
    void a_customer_can_be_named_by_its_id() {
        UUID id = world.customer("globex");
        Taken taken = take(world.event("k", id.toString(), "calls", "n", "1"));
        assertThat(((Stored) taken).event().customerId()).isEqualTo(id);
    }

    @Test
    void organisations_share_neither_keys_nor_customers() {
        take(call("k", "1"));
        IncomingEvent ours = call("k", "2");
        UUID other = io.fluxrouter.billing.access.Organization.OPERATOR_TEST;
        IncomingEvent theirs = new IncomingEvent(other, ours.event(), null);
        assertThat(world.intake.take(List.of(theirs)).getFirst())
                .isEqualTo(new UnknownCustomer("acme"));
    }

    @Test
    void names_of_the_gateway_are_refused() {
        assertThat(take(world.event("k", "acme", "llm.request", "n", "1")))
                .isInstanceOf(Refused.class);
    }

    @Test
    void whatever_was_sent_is_read_back_with_its_digits() {
        Map<String, PropertyValue> properties =
                Map.of(
                        "n", EventWorld.decimal("123456789012345678901234.500"),
                        "text", new PropertyValue.Text("ä\"\\ \ud83d\ude00"),
                        "flag", new PropertyValue.Flag(true),
                        "none", new PropertyValue.Nothing(),
                        "list", new PropertyValue.Sequence(List.of(EventWorld.decimal("1.10"))),
                        "group",
                                new PropertyValue.Group(
                                        Map.of("inner", EventWorld.decimal("0.0"))));
        Stored stored =
                (Stored) take(world.event("k", "acme", "calls", EventWorld.NOW, properties));
        MeterEvent read =
                world.log.find(EventWorld.OWNER, stored.event().id()).orElseThrow().event();
        assertThat(read.properties()).isEqualTo(properties);
    }

    @Test
    void an_event_cannot_be_changed_or_removed() {
        take(call("k", "1"));
        for (String statement :
                List.of(
                        "DELETE FROM meter_event",
                        "UPDATE meter_event SET name = 'x'",
                        "TRUNCATE meter_event",
                        "DELETE FROM meter_event_key")) {
            assertThatThrownBy(() -> world.jdbi.useHandle(handle -> handle.execute(statement)))
                    .as(statement)
                    .isInstanceOf(RuntimeException.class);
        }
    }
}
