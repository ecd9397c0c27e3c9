package io.fluxrouter.billing.reconcile;

import java.util.ArrayList;
import java.util.List;

/** Compares all of Stripe with all of ours, one kind after the other. Safe for all threads. */
public final class Reconciliation {
    private final List<Comparison> comparisons;

    public Reconciliation(List<Comparison> comparisons) {
        this.comparisons = List.copyOf(comparisons);
    }

    public Comparison.Result run() {
        int checked = 0;
        List<Difference> differences = new ArrayList<>();
        for (Comparison comparison : comparisons) {
            Comparison.Result result = comparison.compare();
            checked += result.checked();
            differences.addAll(result.differences());
        }
        return new Comparison.Result(checked, differences);
    }
}
