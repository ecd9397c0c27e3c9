package io.fluxrouter.billing.total;

import static io.fluxrouter.billing.event.EventWorld.NOW;
import static io.fluxrouter.billing.event.EventWorld.OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.billing.event.EventWorld;
import io.fluxrouter.billing.event.IncomingEvent;
import io.fluxrouter.billing.event.StoredEvent;
import io.fluxrouter.billing.event.Taken;
import io.fluxrouter.core.meter.Aggregation;
import io.fluxrouter.core.meter.Meter;
import io.fluxrouter.core.meter.MeterTotal;
import io.fluxrouter.core.meter.PropertyFilter;
import io.fluxrouter.core.meter.PropertyValue;
import io.fluxrouter.core.meter.QuantityRounding;
import io.fluxrouter.core.meter.Window;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeterTotalsTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final List<String> NAMES = List.of("a", "b", "a.b", "$.a.b", "a.b.c", "text");
    private static final List<String> TEXTS =
            List.of(
                    "",
                    "x",
                    "42",
                    "42.0",
                    "+1.5e2",
                    "1e40",
                    "0e40",
                    "-0",
                    "1e-30",
                    "1.0e-30",
                    "1.5e3",
                    "٣",
                    "1e",
                    "007",
                    "true",
                    "9999999999999999999999999999999",
                    "99999999999999999999999999999999999999",
                    "999999999999999999999999999999999999999",
                    "1e-38",
                    "1e-39");
    private static final List<String> NUMBERS =
            List.of("0", "-0.0", "1", "1.0", "42", "2.50", "-3", "1e2", "0.000000001", "1E+25");

    private final EventWorld world = new EventWorld();

    /** As PostgreSQL adds up, so does core: over any events, filters, groups and periods. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void the_database_adds_up_as_the_rules_do(long seed) {
        Random random = new Random(seed);
        UUID customer = world.customer("acme");
        world.customer("other");
        List<IncomingEvent> events = new ArrayList<>();
        for (int i = 0; i < 300; i++) events.add(event(random, i));
        List<UUID> stored = new ArrayList<>();
        for (Taken taken : world.intake.take(events)) {
            stored.add(((Taken.Stored) taken).event().id());
        }
        for (int i = 0; i < 20; i++) {
            world.corrections.deprecate(OWNER, stored.get(random.nextInt(stored.size())), null);
        }
        for (int i = 0; i < 120; i++) {
            Meter meter = meter(random);
            Scope scope = scope(random, random.nextInt(4) == 0 ? null : customer);
            assertThat(plain(totals(meter, scope)))
                    .as("seed %d, %s, %s", seed, meter, scope)
                    .isEqualTo(plain(tallied(meter, scope)));
        }
    }

    private List<MeterTotal> totals(Meter meter, Scope scope) {
        return new MeterTotals(world.jdbi).totals(meter, scope, ZONE);
    }

    private List<MeterTotal> tallied(Meter meter, Scope scope) {
        return world.jdbi.inTransaction(tx -> MeterTotals.tally(tx, meter, scope, ZONE).totals());
    }

    /** Without the spelling of numbers, which neither promises. */
    private static List<String> plain(List<MeterTotal> totals) {
        return totals.stream()
                .map(
                        total ->
                                total.group()
                                        + " "
                                        + total.quantity().stripTrailingZeros().toPlainString()
                                        + " "
                                        + total.events())
                .toList();
    }

    private IncomingEvent event(Random random, int index) {
        Map<String, PropertyValue> properties = new HashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            properties.put(pick(random, List.of("a", "b", "a.b", "b.c", "text")), value(random, 2));
        }
        return world.event(
                "k" + index,
                random.nextInt(5) == 0 ? "other" : "acme",
                "used",
                NOW.minusSeconds(random.nextInt(200_000)).plusNanos(random.nextInt(1_000_000_000)),
                properties);
    }

    private static PropertyValue value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 5)) {
            case 0, 1 -> EventWorld.decimal(pick(random, NUMBERS));
            case 2 -> new PropertyValue.Text(pick(random, TEXTS));
            case 3 -> new PropertyValue.Flag(random.nextBoolean());
            case 4 -> new PropertyValue.Nothing();
            case 5 -> new PropertyValue.Sequence(List.of(value(random, depth - 1)));
            default ->
                    new PropertyValue.Group(
                            Map.of(
                                    pick(random, List.of("b", "c", "b.c")),
                                    value(random, depth - 1)));
        };
    }

    private static Meter meter(Random random) {
        Aggregation how = pick(random, List.of(Aggregation.values()));
        Meter meter = Meter.of("used", how, how.readsProperty() ? pick(random, NAMES) : "");
        if (random.nextInt(3) == 0) meter = meter.filteredBy(filter(random), filter(random));
        if (random.nextInt(3) == 0) {
            meter = meter.groupedBy(pick(random, NAMES), pick(random, NAMES));
        }
        if (random.nextInt(4) == 0) meter = meter.roundedBy(QuantityRounding.up(1));
        if (random.nextInt(6) == 0 && how != Aggregation.WEIGHTED_SUM) {
            meter = meter.perWindow(Window.HOUR);
        }
        return meter;
    }

    private static PropertyFilter filter(Random random) {
        String property = pick(random, NAMES);
        Set<String> texts = Set.copyOf(List.of(pick(random, TEXTS), "1", "true"));
        return switch (random.nextInt(5)) {
            case 0 -> new PropertyFilter.OneOf(property, texts);
            case 1, 2 -> new PropertyFilter.NoneOf(property, texts);
            case 3 -> new PropertyFilter.AtLeast(property, BigDecimal.ZERO);
            default -> new PropertyFilter.Below(property, BigDecimal.valueOf(100));
        };
    }

    private static Scope scope(Random random, @org.jspecify.annotations.Nullable UUID customer) {
        Instant from = NOW.minusSeconds(random.nextInt(220_000));
        return new Scope(OWNER, customer, from, from.plusSeconds(1 + random.nextInt(100_000)));
    }

    private static <T> T pick(Random random, List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    @Test
    void of_two_at_one_instant_the_later_to_arrive_is_last() {
        UUID customer = world.customer("acme");
        for (String number : List.of("3", "1", "2")) {
            Taken taken =
                    world.intake
                            .take(List.of(world.event(number, "acme", "seats", "n", number)))
                            .getFirst();
            StoredEvent stored = ((Taken.Stored) taken).event();
            assertThat(stored.event().occurredAt()).isEqualTo(NOW);
        }
        Scope scope = new Scope(OWNER, customer, NOW, NOW.plusSeconds(1));
        Meter last = Meter.of("seats", Aggregation.LAST, "n");
        assertThat(totals(last, scope))
                .singleElement()
                .satisfies(total -> assertThat(total.quantity()).isEqualByComparingTo("2"));
        assertThat(totals(last, new Scope(OWNER, customer, NOW.plusSeconds(1), NOW.plusSeconds(2))))
                .isEmpty();
    }
}
