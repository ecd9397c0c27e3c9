package io.fluxrouter.app.demo;

import io.fluxrouter.core.catalog.Catalog;
import io.fluxrouter.core.catalog.Lane;
import io.fluxrouter.core.catalog.Model;
import io.fluxrouter.core.money.TokenUsage;
import io.fluxrouter.core.usage.Figures;
import io.fluxrouter.core.usage.Outcome;
import io.fluxrouter.core.usage.RequestId;
import io.fluxrouter.core.usage.UsageEvent;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * Makes up what a customer might have sent in the last months: more on weekdays and by day, growing
 * slowly, most of it in the light lane, one in a hundred refused. The same for the same seed.
 */
final class History {
    private static final int[] BY_HOUR = {
        1, 1, 1, 1, 1, 2, 3, 5, 8, 10, 10, 9, 8, 9, 10, 10, 9, 7, 5, 4, 3, 3, 2, 1
    };

    /**
     * How busy a customer is.
     *
     * @param perDay requests on a weekday at the end of the time
     * @param express of a hundred requests; then those in the middle lane
     */
    record Habits(int perDay, int express, int daily, int tokens) {}

    private final Catalog catalog;
    private final Random random;

    History(Catalog catalog, long seed) {
        this.catalog = catalog;
        this.random = new Random(seed);
    }

    /** In the order of time; none after {@code now}. */
    List<UsageEvent> of(
            UUID customer, List<UUID> keys, Habits habits, LocalDate first, Instant now) {
        List<UsageEvent> events = new ArrayList<>();
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        long days = today.toEpochDay() - first.toEpochDay() + 1;
        for (LocalDate day = first; !day.isAfter(today); day = day.plusDays(1)) {
            boolean weekend =
                    day.getDayOfWeek() == DayOfWeek.SATURDAY
                            || day.getDayOfWeek() == DayOfWeek.SUNDAY;
            long grown = 40 + 60 * (day.toEpochDay() - first.toEpochDay() + 1) / days;
            long busy = habits.perDay() * grown * (weekend ? 30 : 85 + random.nextInt(30)) / 10_000;
            for (int i = 0; i < busy; i++) {
                Instant at = day.atStartOfDay(ZoneOffset.UTC).toInstant().plusMillis(millis());
                if (at.isBefore(now)) {
                    UUID key = keys.get(Math.min(random.nextInt(10) / 5, keys.size() - 1));
                    events.add(event(customer, key, habits, at));
                }
            }
        }
        events.sort(Comparator.comparing(UsageEvent::occurredAt));
        return events;
    }

    private long millis() {
        int hour = random.nextInt(24);
        while (random.nextInt(10) >= BY_HOUR[hour]) hour = random.nextInt(24);
        return hour * 3_600_000L + random.nextInt(3_600_000);
    }

    private UsageEvent event(UUID customer, UUID key, Habits habits, Instant at) {
        int dice = random.nextInt(100);
        Lane lane =
                dice < habits.express()
                        ? Lane.EXPRESS
                        : dice < habits.express() + habits.daily() ? Lane.DAILY : Lane.DEEP;
        List<Model> models = dearestElsewhere(lane);
        Model model = models.get(Math.min(random.nextInt(5) / 2, models.size() - 1));
        boolean failed = random.nextInt(100) == 0;
        TokenUsage tokens = failed ? TokenUsage.NONE : tokens(habits, lane);
        int millis =
                180
                        + weight(lane) * 350
                        + random.nextInt(900)
                        + (int) tokens.completionTokens() * 4;
        return new UsageEvent(
                RequestId.of(at.toEpochMilli(), random.nextLong(), random.nextLong()),
                at,
                customer,
                key,
                "flux-auto",
                model.id(),
                model.provider(),
                lane,
                reason(lane),
                tokens,
                failed ? Figures.NOTHING : Figures.of(model.rates(), tokens),
                millis,
                failed ? 502 : 200,
                failed ? Outcome.PROVIDER_FAILED : Outcome.COMPLETED,
                random.nextBoolean(),
                false,
                false,
                "203.0.113." + (10 + random.nextInt(20)),
                "OpenAI/Python 2.8.1");
    }

    /** Those that a router saves most on first. */
    private List<Model> dearestElsewhere(Lane lane) {
        return catalog.inLane(lane).stream()
                .sorted(Comparator.comparingLong(History::margin).reversed())
                .toList();
    }

    /** By how much a million tokens of its answers are cheaper here, in nano-dollars. */
    private static long margin(Model model) {
        return model.rates().market().output().nanosPerMillion()
                - model.rates().customer().output().nanosPerMillion();
    }

    private TokenUsage tokens(Habits habits, Lane lane) {
        int scale = habits.tokens() * weight(lane);
        long prompt = 40 + random.nextInt(scale) + (random.nextInt(8) == 0 ? 4L * scale : 0);
        long completion = 20L + random.nextInt(scale / 2 + 1);
        long cached = random.nextInt(3) == 0 ? prompt / 2 : 0;
        long reasoning = lane == Lane.DEEP ? completion / 3 : 0;
        return new TokenUsage(prompt, completion, cached, reasoning);
    }

    /** How much longer its requests are than those of the lightest. */
    private static int weight(Lane lane) {
        return switch (lane) {
            case EXPRESS -> 1;
            case DAILY -> 3;
            case DEEP -> 5;
        };
    }

    private String reason(Lane lane) {
        return switch (lane) {
            case EXPRESS -> random.nextInt(3) == 0 ? "general" : "short_prompt";
            case DAILY -> random.nextInt(3) == 0 ? "tools" : "code";
            case DEEP -> random.nextInt(3) == 0 ? "long_prompt" : "reasoning_words";
        };
    }
}
