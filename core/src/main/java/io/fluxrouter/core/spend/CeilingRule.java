package io.fluxrouter.core.spend;

import io.fluxrouter.core.money.Money;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How far a plan's spend ceiling has risen for one customer: by what was paid and stayed paid, and
 * by the age of the account, both. The steps are the published ones of docs/limits.md. Steps are
 * multiples of the plan's ceiling, so the rule is the same for every plan.
 */
public final class CeilingRule {
    /**
     * One step up.
     *
     * @param clearedTimes the cleared spend it asks for, in ceilings of the plan
     * @param age of the account, at least
     * @param times the ceiling then, in ceilings of the plan
     */
    public record Step(long clearedTimes, Duration age, long times) {}

    public static final List<Step> STEPS =
            List.of(
                    new Step(1, Duration.ofDays(7), 2),
                    new Step(4, Duration.ofDays(30), 4),
                    new Step(10, Duration.ofDays(60), 10),
                    new Step(20, Duration.ofDays(90), 20));

    /** A plan's ceiling from which on nothing is ever multiplied: it stands for no ceiling. */
    private static final Money HIGHEST = Money.usd("100000000");

    private CeilingRule() {}

    /** The highest step that both sides reach; the plan's own ceiling before the first. */
    public static Money earned(Money planCeiling, Money cleared, Duration age) {
        Money earned = planCeiling;
        for (Step step : STEPS) {
            if (!reached(step, planCeiling, cleared, age)) break;
            earned = times(planCeiling, step.times());
        }
        return earned;
    }

    /** What the customer does not reach yet; empty at the top. */
    public static Optional<Step> next(Money planCeiling, Money cleared, Duration age) {
        return STEPS.stream().filter(step -> !reached(step, planCeiling, cleared, age)).findFirst();
    }

    private static boolean reached(Step step, Money planCeiling, Money cleared, Duration age) {
        return cleared.isPositive()
                && cleared.compareTo(times(planCeiling, step.clearedTimes())) >= 0
                && age.compareTo(step.age()) >= 0;
    }

    /** A multiple of a plan's ceiling, never above what stands for no ceiling. */
    public static Money times(Money planCeiling, long times) {
        if (planCeiling.nanos() >= HIGHEST.nanos() / times) return planCeiling.max(HIGHEST);
        return Money.ofNanos(planCeiling.nanos() * times);
    }
}
