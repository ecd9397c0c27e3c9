package io.fluxrouter.billing.invoice;

import static io.fluxrouter.billing.invoice.InvoiceWorld.AUTHOR;
import static io.fluxrouter.billing.invoice.InvoiceWorld.OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.billing.plan.BillingPlan;
import io.fluxrouter.billing.plan.ChargePricing;
import io.fluxrouter.billing.subscription.Subscription;
import io.fluxrouter.core.rating.Price;
import io.fluxrouter.core.rating.Tier;
import io.fluxrouter.core.rating.Tiers;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Events, corrections and rounds in any order: what all invoices together say for a period is what
 * a naive second look at its events says.
 */
class RandomLateEventsTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration LATEST = Duration.ofDays(34);

    private final InvoiceWorld world = new InvoiceWorld(START.toString());
    private final Map<UUID, Call> calls = new HashMap<>();

    private record Call(Instant at, int number) {}

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.fluxrouter.billing.Seeds#three")
    void every_event_is_billed_once_in_its_period(long seed) {
        Random random = new Random(seed);
        Subscription one = world.subscribe(plan());
        Instant now = START;
        while (now.isBefore(Instant.parse("2026-05-20T00:00:00Z"))) {
            now = now.plus(Duration.ofHours(6 + random.nextInt(120)));
            world.at(now.toString());
            for (int i = random.nextInt(4); i > 0; i--) call(random, one, now);
            if (random.nextInt(4) == 0) deprecate(random);
            world.run.runAll(now, Whose.EVERYBODY);
        }
        for (String last : List.of("2026-06-01T00:00:00Z", "2026-06-01T01:00:00Z")) {
            world.runAll(last);
        }
        for (String last : List.of("2026-07-01T00:00:00Z", "2026-07-01T01:00:00Z")) {
            world.runAll(last);
        }
        assertThat(billed(one)).as("seed %d", seed).isEqualTo(expected());
        assertThat(world.findings()).isEmpty();
    }

    /** Ten for 1 each, then 0.333 each. */
    private BillingPlan plan() {
        BillingPlan plan = world.plans.empty("Tiers", "month");
        world.plans.addUsage(
                plan,
                world.calls.id(),
                ChargePricing.of(
                        new Price.Graduated(
                                new Tiers(
                                        List.of(
                                                new Tier(
                                                        BigDecimal.TEN,
                                                        BigDecimal.ONE,
                                                        BigDecimal.ZERO),
                                                new Tier(
                                                        null,
                                                        new BigDecimal("0.333"),
                                                        BigDecimal.ZERO)),
                                        false))));
        return plan;
    }

    private void call(Random random, Subscription one, Instant now) {
        Instant earliest = now.minus(LATEST).isBefore(START) ? START : now.minus(LATEST);
        long span = Duration.between(earliest, now).toSeconds();
        Instant at = earliest.plusSeconds(random.nextLong(span + 1));
        int number = 1 + random.nextInt(9);
        calls.put(
                world.call(one.customerId(), at.toString(), String.valueOf(number)),
                new Call(at, number));
    }

    private void deprecate(Random random) {
        if (calls.isEmpty()) return;
        List<UUID> ids = calls.keySet().stream().sorted().toList();
        UUID wrong = ids.get(random.nextInt(ids.size()));
        world.corrections.deprecate(OWNER, wrong, AUTHOR);
        calls.remove(wrong);
    }

    private Map<Integer, BigDecimal> billed(Subscription one) {
        Map<Integer, BigDecimal> billed = new TreeMap<>();
        for (Invoice invoice : world.of(one)) {
            for (InvoiceLine line : invoice.lines()) {
                LineUsage.Adjusts adjusts = line.usage().orElseThrow().adjusts();
                int period =
                        adjusts == null
                                ? invoice.subject().requirePeriod()
                                : adjusts.periodNumber();
                billed.merge(period, line.amount(), BigDecimal::add);
            }
        }
        return billed;
    }

    /** By month of the events, with no code of the product. */
    private Map<Integer, BigDecimal> expected() {
        Map<Integer, Integer> totals = new TreeMap<>();
        for (int period = 1; period <= 6; period++) totals.put(period, 0);
        calls.values()
                .forEach(
                        call ->
                                totals.merge(
                                        Integer.parseInt(call.at().toString().substring(5, 7)),
                                        call.number(),
                                        Integer::sum));
        Map<Integer, BigDecimal> amounts = new TreeMap<>();
        totals.forEach(
                (period, total) ->
                        amounts.put(
                                period,
                                BigDecimal.valueOf(Math.min(total, 10))
                                        .add(
                                                new BigDecimal("0.333")
                                                        .multiply(
                                                                BigDecimal.valueOf(
                                                                        Math.max(total - 10, 0))))
                                        .setScale(2, RoundingMode.HALF_UP)));
        return amounts;
    }
}
