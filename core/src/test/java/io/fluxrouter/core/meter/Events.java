package io.fluxrouter.core.meter;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Events for tests, made by hand or drawn from a seed. */
final class Events {
    static final Instant MARCH = Instant.parse("2026-03-01T00:00:00Z");
    static final Instant APRIL = Instant.parse("2026-04-01T00:00:00Z");

    private static final String[] REGIONS = {"eu", "us", "asia"};

    private Events() {}

    static MeterEvent at(String time, Map<String, PropertyValue> properties) {
        return at(Instant.parse(time), properties);
    }

    static MeterEvent at(Instant time, Map<String, PropertyValue> properties) {
        return new MeterEvent(new EventKey("", "e-" + time), "acme", "use", time, true, properties);
    }

    static PropertyValue number(String digits) {
        return new PropertyValue.Decimal(new BigDecimal(digits));
    }

    static PropertyValue text(String text) {
        return new PropertyValue.Text(text);
    }

    /**
     * Events from before March to after it, on whole hours often enough that buckets and instants
     * collide, some without what a meter reads.
     */
    static List<MeterEvent> random(Random random, int count) {
        List<MeterEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Instant at = MARCH.plusSeconds(3_600L * random.nextInt(-24, 32 * 24));
            if (random.nextInt(3) == 0) at = at.plusNanos(random.nextLong(3_600_000_000_000L));
            events.add(
                    new MeterEvent(
                            new EventKey("test", "e" + i), "acme", "use", at, true, drawn(random)));
        }
        return events;
    }

    private static Map<String, PropertyValue> drawn(Random random) {
        BigDecimal value = BigDecimal.valueOf(random.nextLong(-5_000, 20_000), random.nextInt(7));
        PropertyValue region = text(REGIONS[random.nextInt(REGIONS.length)]);
        return switch (random.nextInt(8)) {
            case 0 -> Map.of("region", region);
            case 1 -> Map.of("value", new PropertyValue.Decimal(value));
            case 2 -> Map.of("value", text(value.toPlainString()), "region", region);
            default -> Map.of("value", new PropertyValue.Decimal(value), "region", region);
        };
    }
}
