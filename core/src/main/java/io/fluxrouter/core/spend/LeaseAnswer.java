package io.fluxrouter.core.spend;

import io.fluxrouter.core.money.Money;

/** The answer to a {@link LeaseRequest}, with the account as it was right after. */
public sealed interface LeaseAnswer {
    SpendState state();

    /** The slice is this node's to spend, until it is settled or given back. */
    record Granted(Money amount, SpendState state) implements LeaseAnswer {}

    /** Not even the least is there. */
    record Refused(SpendState state) implements LeaseAnswer {}
}
