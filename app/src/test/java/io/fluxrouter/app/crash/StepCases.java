package io.fluxrouter.app.crash;

/** Cases with fewer steps than there are rounds: the later rounds leave them alone. */
abstract class StepCases<S> implements Cases {
    final CrashShop shop;
    private final S[] steps;

    StepCases(CrashShop shop, S[] steps) {
        this.shop = shop;
        this.steps = steps.clone();
    }

    /** As {@link #begin(int)}, for the step of the round. */
    abstract void begin(S step);

    /** As {@link #goOn(int)}, for the step of the round. */
    abstract void goOn(S step);

    @Override
    public final void begin(int round) {
        if (round < steps.length) begin(steps[round]);
    }

    @Override
    public final void goOn(int round) {
        if (round < steps.length) goOn(steps[round]);
    }
}
