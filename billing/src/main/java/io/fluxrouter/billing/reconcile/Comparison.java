package io.fluxrouter.billing.reconcile;

import java.util.List;

/** One kind of thing that Stripe and we both know of. */
public interface Comparison {

    /**
     * What was compared.
     *
     * @param checked how many things Stripe showed
     */
    record Result(int checked, List<Difference> differences) {
        public Result {
            differences = List.copyOf(differences);
        }
    }

    /** Compares all, and does what lost events would have done. */
    Result compare();
}
