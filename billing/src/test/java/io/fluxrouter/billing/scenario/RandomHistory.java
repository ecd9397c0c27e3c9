package io.fluxrouter.billing.scenario;

import io.fluxrouter.billing.invoice.Invoice;
import io.fluxrouter.billing.invoice.InvoiceAmounts;
import io.fluxrouter.billing.plan.BillingPlan;
import io.fluxrouter.billing.plan.NewPlan;
import io.fluxrouter.billing.plan.PlanType;
import io.fluxrouter.core.invoice.Discount;
import io.fluxrouter.core.invoice.InvoiceStatus;
import io.fluxrouter.core.meter.Aggregation;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A customer who does something at random about each week, told to the product and the naive
 * biller.
 */
final class RandomHistory {
    private static final List<String> ZONES =
            List.of("UTC", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe");
    private static final int STEPS = 32;

    /** Longer than two periods: what is late has its invoice, and the one after says no more. */
    private static final Duration TAIL = Duration.ofDays(70);

    private final Random random;
    private final String interval;
    private final List<NaivePlan> plans;
    private final List<BillingPlan> offers = new ArrayList<>();
    private final StringBuilder told = new StringBuilder();
    private final CustomerStory story;
    private final NaiveBilling naive;
    private final Instant start;
    private Instant now;
    private final List<UUID> events = new ArrayList<>();
    private final Set<Integer> corrected = new HashSet<>();
    private int plan;
    private boolean paused;
    private boolean ending;
    private boolean ended;

    RandomHistory(Given given, long seed) {
        this.random = new Random(seed);
        ZoneId zone = anyZone();
        this.interval = random.nextInt(4) == 0 ? "week" : "month";
        this.plans = plans(random);
        for (NaivePlan made : plans) offers.add(offer(given, made));
        LocalDate day = LocalDate.of(2023, 1, 1).plusDays(random.nextInt(800));
        start = day.atTime(random.nextInt(24), random.nextInt(60)).atZone(zone).toInstant();
        now = start;
        story = given.customer().in(zone.getId()).on(offers.getFirst()).from(now.toString());
        naive = new NaiveBilling(zone, interval, now, plans.getFirst());
        told.append("seed ").append(seed).append(' ').append(zone).append(' ').append(interval);
        tell(plans.toString());
    }

    private static List<NaivePlan> plans(Random random) {
        return List.of(
                RandomPlans.next(random, "plan 0"),
                RandomPlans.next(random, "plan 1"),
                RandomPlans.next(random, "plan 2"));
    }

    /** Those that the customer of a seed may choose from. */
    static List<NaivePlan> plansOf(long seed) {
        Random random = new Random(seed);
        random.nextInt(ZONES.size());
        random.nextInt(4);
        return plans(random);
    }

    private BillingPlan offer(Given given, NaivePlan made) {
        NewPlan wanted = NewPlan.monthly(made.name(), PlanType.HYBRID).every(interval);
        Aggregation aggregation = Aggregation.valueOf(made.meter().aggregation());
        return given.plan(
                wanted,
                made.fee().toPlainString(),
                given.meter(aggregation),
                RandomPlans.pricing(made));
    }

    void live() {
        for (int step = 0; step < STEPS && !ended; step++) {
            now = now.plus(Duration.ofMinutes(130 + random.nextInt(14 * 1440)));
            story.sleepsUntil(now.toString());
            // Whatever was planned for the end may have come about.
            ended = !paused && !naive.isRunning(now);
            if (!ended) act();
        }
        now = now.plus(TAIL);
        story.sleepsUntil(now.toString());
    }

    private void act() {
        int dice = random.nextInt(100);
        if (paused) {
            if (dice < 50) resume();
        } else if (dice < 48) {
            call();
        } else if (dice < 60) {
            lateCall();
        } else if (dice < 68) {
            correct();
        } else if (dice < 72) {
            give();
        } else if (dice < 75) {
            reduce();
        } else if (dice < 78 && !ending) {
            move();
        } else if (ending) {
            call();
        } else if (dice < 85) {
            change();
        } else if (dice < 90) {
            changeAtEnd();
        } else if (dice < 95) {
            pause();
        } else {
            end(dice);
        }
    }

    private void call() {
        track(now);
    }

    /** Up to a month late, but of this subscription. */
    private void lateCall() {
        track(now.minusSeconds(random.nextInt(30 * 86_400)));
    }

    private void track(Instant at) {
        BigDecimal count = count();
        tell("uses " + count + " of " + at);
        story.uses(count.toPlainString()).of(at.toString()).on(now.toString());
        naive.call(at, now, count);
        events.add(story.lastEvent());
    }

    /** Now and then some go back. A few come again and again, for who counts what is different. */
    private BigDecimal count() {
        int units = random.nextInt(4) == 0 ? 1 + random.nextInt(3) : 1 + random.nextInt(40_000);
        int sign = random.nextInt(10) == 0 ? -1 : 1;
        return BigDecimal.valueOf((long) sign * units, random.nextInt(3));
    }

    /** What was told once was none, or another count. */
    private void correct() {
        int number = events.isEmpty() ? 0 : random.nextInt(events.size());
        if (events.isEmpty() || corrected.contains(number)) {
            call();
            return;
        }
        corrected.add(number);
        UUID event = events.get(number);
        if (random.nextBoolean()) {
            tell("takes back call " + number);
            story.takesBack(event);
            naive.takeBack(now, number);
        } else {
            BigDecimal count = count();
            tell("corrects call " + number + " to " + count);
            events.add(story.corrects(event, count.toPlainString()));
            naive.correct(now, number, count);
        }
    }

    private void give() {
        BigDecimal amount = BigDecimal.valueOf(1 + random.nextInt(30_000), 2);
        tell("is given " + amount);
        story.isGiven(amount.toPlainString());
        naive.give(now, amount);
    }

    private void reduce() {
        boolean percent = random.nextBoolean();
        BigDecimal value =
                BigDecimal.valueOf(1 + random.nextInt(percent ? 1_000 : 20_000), percent ? 1 : 2);
        tell("pays " + value + (percent ? " % less" : " less"));
        story.paysLessBy(percent ? new Discount.Percent(value) : new Discount.Fixed(value), now);
        naive.reduce(now, percent, value);
    }

    private void change() {
        int other = other();
        tell("changes to " + other);
        story.changesTo(offers.get(other));
        naive.change(now, plans.get(other));
        plan = other;
    }

    private void changeAtEnd() {
        int other = other();
        tell("changes at the end to " + other);
        story.changesAtPeriodEndTo(offers.get(other));
        naive.changeAtEnd(now, plans.get(other));
    }

    /** Not the one it is on, whether by a change now or by one that came about meanwhile. */
    private int other() {
        plan =
                offers.stream()
                        .map(BillingPlan::id)
                        .toList()
                        .indexOf(story.subscription().plan().planId());
        return (plan + 1 + random.nextInt(2)) % 3;
    }

    private void move() {
        ZoneId to = anyZone();
        tell("moves to " + to);
        story.movesTo(to.getId());
        naive.moveTo(now, to);
    }

    private ZoneId anyZone() {
        return ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
    }

    private void pause() {
        tell("pauses");
        story.pauses();
        naive.stop(now);
        paused = true;
    }

    private void resume() {
        tell("resumes");
        story.resumes();
        naive.resume(now);
        paused = false;
    }

    private void end(int dice) {
        if (dice < 98) {
            tell("cancels at the end");
            story.cancelsAtPeriodEnd();
            naive.cancelAtEnd(now);
            ending = true;
        } else {
            tell("cancels");
            story.cancels();
            naive.stop(now);
            ended = true;
        }
    }

    private void tell(String what) {
        told.append("\n  ").append(now).append(' ').append(what);
    }

    /**
     * Each final invoice: its amounts but zeros in the order of their text, and then what comes off
     * it, its total and what credit pays.
     */
    List<List<String>> billed() {
        return story.invoices().all().stream()
                .filter(invoice -> invoice.status() != InvoiceStatus.DRAFT)
                .map(RandomHistory::written)
                .toList();
    }

    private static List<String> written(Invoice invoice) {
        List<String> lines =
                invoice.lines().stream()
                        .filter(line -> line.amount().signum() != 0)
                        .map(line -> line.kind().key() + " " + line.amount().toPlainString())
                        .sorted()
                        .collect(Collectors.toList());
        InvoiceAmounts amounts = invoice.amounts();
        lines.add(
                "off %s total %s credit %s"
                        .formatted(amounts.discount(), amounts.total(), amounts.creditApplied()));
        return lines;
    }

    /**
     * A million calls each week, told at once: whatever one period's maximum is, others see them.
     */
    List<List<String>> naiveWithMoreCalls() {
        for (Instant at = start; at.isBefore(now); at = at.plus(Duration.ofDays(7))) {
            naive.call(at, at, BigDecimal.valueOf(1_000_000));
        }
        return naive.invoices(now);
    }

    List<List<String>> naive() {
        return naive.invoices(now);
    }

    @Override
    public String toString() {
        return told.toString();
    }
}
