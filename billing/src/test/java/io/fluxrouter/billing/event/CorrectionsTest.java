package io.fluxrouter.billing.event;

import static io.fluxrouter.billing.event.EventWorld.NOW;
import static io.fluxrouter.billing.event.EventWorld.OWNER;
import static io.fluxrouter.billing.event.EventWorld.decimal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fluxrouter.billing.event.Taken.Stored;
import io.fluxrouter.billing.meter.StoredMeter;
import io.fluxrouter.billing.total.MeterTotals;
import io.fluxrouter.billing.total.Scope;
import io.fluxrouter.core.meter.Meter;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CorrectionsTest {
    private final EventWorld world = new EventWorld();
    private UUID customer = UUID.randomUUID();
    private StoredMeter meter = dummy();

    private static StoredMeter dummy() {
        return new StoredMeter(OWNER, OWNER, "none", Meter.count("none"), false, false, NOW, NOW);
    }

    @BeforeEach
    void makeCustomerAndMeter() {
        customer = world.customer("acme");
        meter = Optional.ofNullable(world.meter("calls", "SUM", "n").meter()).orElseThrow();
    }

    private IncomingEvent call(String key, Instant at, String number) {
        return world.event(key, "acme", "calls", at, Map.of("n", decimal(number)));
    }

    private StoredEvent sent(String key, Instant at, String number) {
        Taken taken = world.intake.take(List.of(call(key, at, number))).getFirst();
        return ((Stored) taken).event();
    }

    private BigDecimal total() {
        Scope scope =
                new Scope(OWNER, customer, NOW.minusSeconds(90 * 86_400L), NOW.plusSeconds(600));
        return MeterTotals.sum(
                new MeterTotals(world.jdbi).totals(meter.definition(), scope, ZoneOffset.UTC));
    }

    private static Refusal refusal(ThrowingCallable call) {
        return catchThrowableOfType(ApiError.class, call).refusal();
    }

    @Test
    void a_deprecated_event_stays_and_counts_no_more() {
        StoredEvent wrong = sent("a", NOW, "10");
        sent("b", NOW, "1");
        Correction first = world.corrections.deprecate(OWNER, wrong.id(), "sent by a test");

        assertThat(total()).isEqualByComparingTo("1");
        assertThat(world.log.find(OWNER, wrong.id())).contains(wrong);
        assertThat(world.corrections.deprecate(OWNER, wrong.id(), "again")).isEqualTo(first);
        assertThat(world.log.correction(wrong.id())).contains(first);
    }

    @Test
    void an_amended_event_is_replaced_once() {
        StoredEvent wrong = sent("a", NOW, "10");
        Amendment seven = new Amendment(Map.of("n", decimal("7")), null, null);
        StoredEvent right = world.corrections.amend(OWNER, wrong.id(), seven);

        assertThat(total()).isEqualByComparingTo("7");
        assertThat(world.corrections.amend(OWNER, wrong.id(), seven)).isEqualTo(right);
        assertThat(
                        refusal(
                                () ->
                                        world.corrections.amend(
                                                OWNER,
                                                wrong.id(),
                                                new Amendment(
                                                        Map.of("n", decimal("8")), null, null))))
                .isEqualTo(Refusal.CONFLICT);
        assertThat(refusal(() -> world.corrections.deprecate(OWNER, wrong.id(), null)))
                .isEqualTo(Refusal.CONFLICT);
        world.corrections.amend(
                OWNER, right.id(), new Amendment(null, NOW.minus(Duration.ofDays(60)), null));
        assertThat(total()).isEqualByComparingTo("7");
        assertThat(world.rows("meter_event")).isEqualTo(3);
    }

    @Test
    void the_sender_may_repeat_an_event_that_was_amended_meanwhile() {
        StoredEvent wrong = sent("a", NOW, "10");
        world.corrections.amend(
                OWNER, wrong.id(), new Amendment(Map.of("n", decimal("7")), null, null));
        assertThat(world.intake.take(List.of(call("a", NOW, "10"))))
                .containsExactly(new Taken.Repeated(wrong));
        assertThat(total()).isEqualByComparingTo("7");
    }

    @Test
    void a_backfill_replaces_an_interval_or_nothing() {
        Instant noon = NOW.minus(Duration.ofDays(50)).plus(Duration.ofDays(20));
        sent("before", noon.minusNanos(1_000), "1");
        sent("in", noon, "20");
        sent("at end", noon.plusSeconds(60), "300");

        List<IncomingEvent> right =
                List.of(call("in", noon, "21"), call("new", noon.plusSeconds(59), "4000"));
        NewBackfill backfill =
                new NewBackfill(customer, "calls", noon, noon.plusSeconds(60), right, "lost");
        Backfill done = world.corrections.backfill(OWNER, backfill);

        assertThat(done.retired()).isEqualTo(1);
        assertThat(done.events()).hasSize(2);
        assertThat(total()).isEqualByComparingTo("4322");
        assertThat(world.rows("meter_event")).isEqualTo(5);
    }

    @Test
    void one_bad_event_keeps_the_whole_backfill_out() {
        Instant noon = NOW.minus(Duration.ofDays(30));
        sent("in", noon, "20");
        sent("elsewhere", noon.minusSeconds(1), "5");
        for (IncomingEvent bad :
                List.of(
                        call("x", noon.plusSeconds(60), "1"),
                        world.event("x", "acme", "calls", noon, Map.of()),
                        world.event("x", "acme", "other", noon, Map.of()),
                        call("good", noon, "1"),
                        call("elsewhere", noon, "1"))) {
            NewBackfill backfill =
                    new NewBackfill(
                            customer,
                            "calls",
                            noon,
                            noon.plusSeconds(60),
                            List.of(call("good", noon, "1"), bad),
                            null);
            assertThat(refusal(() -> world.corrections.backfill(OWNER, backfill))).isNotNull();
            assertThat(total()).isEqualByComparingTo("25");
            assertThat(world.rows("meter_event")).isEqualTo(2);
            assertThat(world.rows("meter_backfill")).isZero();
        }
    }
}
