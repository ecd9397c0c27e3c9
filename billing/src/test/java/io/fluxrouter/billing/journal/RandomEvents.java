package io.fluxrouter.billing.journal;

import io.fluxrouter.core.catalog.Lane;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.money.TokenUsage;
import io.fluxrouter.core.usage.Figures;
import io.fluxrouter.core.usage.Outcome;
import io.fluxrouter.core.usage.UsageEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Events of every shape, the same ones for the same seed. */
final class RandomEvents {
    private final Random random;

    RandomEvents(long seed) {
        this.random = new Random(seed);
    }

    /** An event whose texts are short and plain, so that it comes back as it went in. */
    UsageEvent next() {
        return event(word(), word(), random.nextBoolean() ? word() : null);
    }

    List<UsageEvent> next(int count) {
        List<UsageEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) events.add(next());
        return events;
    }

    /** An event whose texts may be long, empty, or hold anything a char can be. */
    UsageEvent weird() {
        return event(anything(), anything(), random.nextBoolean() ? anything() : null);
    }

    /** The longest event there is: every text far above its bound. */
    UsageEvent longest() {
        String text = "\uD83D\uDE00".repeat(1000);
        return event(text, text, text);
    }

    private UsageEvent event(String model, String reason, @Nullable String userAgent) {
        long prompt = random.nextLong(TokenUsage.MAX_TOKENS);
        long completion = random.nextLong(1, 100_000);
        return new UsageEvent(
                id(),
                Instant.ofEpochSecond(
                        random.nextLong(4_000_000_000L), random.nextInt(1_000_000_000)),
                id(),
                id(),
                model,
                model,
                reason,
                any(Lane.values()),
                reason,
                new TokenUsage(prompt, completion, prompt / 2, random.nextLong(completion)),
                new Figures(money(), money(), money()),
                random.nextInt(),
                random.nextInt(100, 600),
                any(Outcome.values()),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean(),
                userAgent,
                userAgent);
    }

    private UUID id() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    private Money money() {
        return new Money(random.nextLong());
    }

    private <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private String word() {
        return Long.toString(random.nextLong(), 36);
    }

    private String anything() {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(400);
        int highest = any(new Integer[] {0x7F, 0x7FF, 0xFFFF, 0x10FFFF});
        for (int i = 0; i < length; i++) text.appendCodePoint(random.nextInt(highest + 1));
        return text.toString();
    }
}
