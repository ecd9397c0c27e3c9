package io.fluxrouter.billing.clock;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.billing.access.Organization;
import io.fluxrouter.billing.customer.Customers;
import io.fluxrouter.billing.customer.NewCustomer;
import io.fluxrouter.billing.event.EventWorld;
import io.fluxrouter.billing.event.IncomingEvent;
import io.fluxrouter.billing.event.StoredEvent;
import io.fluxrouter.billing.event.Taken;
import io.fluxrouter.billing.event.UnknownCustomers;
import io.fluxrouter.core.meter.Acceptance;
import io.fluxrouter.core.meter.EventKey;
import io.fluxrouter.core.meter.MeterEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The window of events of a customer whose clock stands in January 2024; the system's: July 2026.
 */
class ClockedEventsTest {
    private static final Instant THEN = Instant.parse("2024-01-31T12:00:00Z");

    private final EventWorld world = new EventWorld();

    @BeforeEach
    void makeCustomersAndMeter() {
        TestClock clock =
                new TestClocks(world.jdbi, world.clock, true)
                        .create(Organization.OPERATOR, "then", THEN);
        new Customers(world.jdbi, world.clock)
                .create(new NewCustomer("Then", null, "then", null, null).livingOn(clock.id()));
        world.customer("now");
        world.meter("calls", "SUM", "n");
    }

    @Test
    void the_window_is_that_of_the_customers_clock() {
        List<Taken> taken =
                world.intake.take(
                        List.of(
                                at("a", "then", THEN),
                                at("b", "then", THEN.plusSeconds(301)),
                                at("c", "then", THEN.minusSeconds(35 * 86_400)),
                                at("d", "then", THEN.minusSeconds(35 * 86_400 + 1)),
                                at("e", "then", EventWorld.NOW),
                                at("f", "now", EventWorld.NOW),
                                at("g", "now", THEN),
                                at("h", "nobody", THEN)));
        assertThat(taken)
                .extracting(ClockedEventsTest::outcome)
                .containsExactly(
                        "stored",
                        "too early",
                        "stored",
                        "too old",
                        "too early",
                        "stored",
                        "too old",
                        "too old");
    }

    @Test
    void an_event_without_a_time_happened_when_the_clock_says() {
        IncomingEvent timeless =
                new IncomingEvent(
                        EventWorld.OWNER,
                        new MeterEvent(
                                new EventKey("", "k"),
                                "then",
                                "calls",
                                EventWorld.NOW,
                                false,
                                Map.of("n", EventWorld.decimal("1"))),
                        null);
        StoredEvent first =
                ((Taken.Stored) world.intake.take(List.of(timeless)).getFirst()).event();
        assertThat(first.event().occurredAt()).isEqualTo(THEN);
        assertThat(first.storedAt()).isEqualTo(THEN);
        assertThat(world.intake.take(List.of(timeless))).containsExactly(new Taken.Repeated(first));
    }

    @Test
    void an_event_that_is_out_of_time_makes_no_customer() {
        Taken taken =
                world.intake(UnknownCustomers.CREATED)
                        .take(List.of(at("k", "somebody", THEN)))
                        .getFirst();
        assertThat(outcome(taken)).isEqualTo("too old");
        assertThat(world.rows("customer")).isEqualTo(2);
    }

    private IncomingEvent at(String key, String customer, Instant time) {
        return world.event(key, customer, "calls", time, Map.of("n", EventWorld.decimal("1")));
    }

    private static String outcome(Taken taken) {
        return switch (taken) {
            case Taken.Stored _ -> "stored";
            case Taken.Refused(Acceptance.TooOld _) -> "too old";
            case Taken.Refused(Acceptance.TooEarly _) -> "too early";
            case Taken.Refused _ -> "refused";
            case Taken.Repeated _ -> "repeated";
            case Taken.Conflicting _ -> "conflicting";
            case Taken.OverLimit _ -> "over the limit";
            case Taken.UnknownCustomer _ -> "unknown customer";
        };
    }
}
