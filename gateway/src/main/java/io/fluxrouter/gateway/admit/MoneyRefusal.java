package io.fluxrouter.gateway.admit;

import io.fluxrouter.core.access.Caller;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import io.fluxrouter.core.spend.SpendAccount;
import io.fluxrouter.core.spend.SpendState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Words a refusal about money: what was needed, what is left, and when there is more. */
final class MoneyRefusal {
    private MoneyRefusal() {}

    /**
     * @param idle leased to this node and not held by any request: still there, though not enough
     */
    static ApiError of(
            Caller caller, SpendAccount account, SpendState state, Money idle, Money required) {
        Money left = state.left().plus(idle);
        Refusal refusal = refusal(caller, account);
        Instant resetsAt = account.period().endOf(state.periodStart());
        ApiError error =
                ApiError.of(refusal, message(refusal, state, left, required, resetsAt))
                        .withHeader("x-should-retry", "false")
                        .with("scope", account.kind() == SpendAccount.Kind.KEY ? "key" : "customer")
                        .with("limit_usd", state.cap().toDecimal())
                        .with("used_usd", state.settled().toDecimal())
                        .with(
                                "reserved_usd",
                                state.leased().minus(idle).max(Money.ZERO).toDecimal())
                        .with("credit_usd", state.credit().toDecimal())
                        .with("left_usd", left.toDecimal())
                        .with("required_usd", required.toDecimal());
        return resets(refusal, resetsAt)
                ? error.with("resets_at", String.valueOf(resetsAt))
                : error;
    }

    private static Refusal refusal(Caller caller, SpendAccount account) {
        if (account.kind() == SpendAccount.Kind.KEY) return Refusal.KEY_SPEND_LIMIT;
        Caller.Plan plan = caller.plan();
        if (plan == null) return Refusal.CREDIT_EXHAUSTED;
        return plan.hardStop() ? Refusal.FREE_ALLOWANCE_EXHAUSTED : Refusal.SPEND_CEILING_REACHED;
    }

    private static boolean resets(Refusal refusal, @Nullable Instant resetsAt) {
        return resetsAt != null && refusal != Refusal.CREDIT_EXHAUSTED;
    }

    private static String message(
            Refusal refusal,
            SpendState state,
            Money left,
            Money required,
            @Nullable Instant resetsAt) {
        String more =
                resets(refusal, resetsAt)
                        ? "It starts afresh at " + resetsAt + "."
                        : "Add credit to go on.";
        return what(refusal, state)
                + " This request needs up to "
                + required
                + " and "
                + left
                + " is left. "
                + more;
    }

    private static String what(Refusal refusal, SpendState state) {
        String used = state.settled() + " of " + state.cap() + " used";
        return switch (refusal) {
            case KEY_SPEND_LIMIT -> "The spend limit of this key is reached: " + used + ".";
            case FREE_ALLOWANCE_EXHAUSTED ->
                    "The free allowance of this month is used up: " + used + ".";
            case SPEND_CEILING_REACHED ->
                    "The spend ceiling of this month is reached: " + used + ".";
            default -> "The credit balance is used up.";
        };
    }
}
