package io.fluxrouter.gateway.admit;

import io.fluxrouter.core.access.Caller;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import io.fluxrouter.core.spend.SpendAccount;
import io.fluxrouter.core.spend.SpendState;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Words a refusal about money: what was needed, what is left, and when there is more. */
record MoneyRefusal(Caller caller, Instant now) {

    /**
     * @param idle leased to this node and not held by any request: still there, though not enough
     */
    ApiError of(SpendAccount account, SpendState state, Money idle, Money required) {
        Money left = state.left().plus(idle);
        Refusal refusal = refusal(account);
        Instant resetsAt =
                refusal == Refusal.CREDIT_EXHAUSTED
                        ? null
                        : account.period().endOf(state.periodStart());
        ApiError error =
                ApiError.of(refusal, message(refusal, state, left, required, resetsAt))
                        .withHeader("x-should-retry", "false")
                        .with("scope", scope(account))
                        .with("limit_usd", state.cap().toDecimal())
                        .with("used_usd", state.settled().toDecimal())
                        .with(
                                "reserved_usd",
                                state.leased().minus(idle).max(Money.ZERO).toDecimal())
                        .with("credit_usd", state.credit().toDecimal())
                        .with("left_usd", left.toDecimal())
                        .with("required_usd", required.toDecimal());
        if (refusal == Refusal.BUDGET_EXCEEDED) {
            error = error.with("budget_id", account.id().toString());
        }
        if (resetsAt == null) return error;
        error = error.with("resets_at", resetsAt.toString());
        return refusal == Refusal.HOURLY_SAFETY_LIMIT ? retryAfter(error, resetsAt) : error;
    }

    /** The one refusal about money that time alone mends soon. */
    private ApiError retryAfter(ApiError error, Instant resetsAt) {
        long seconds = Math.max(1, Duration.between(now, resetsAt).plusMillis(999).toSeconds());
        return error.withHeader("Retry-After", Long.toString(seconds))
                .with("retry_after_seconds", seconds);
    }

    private static String scope(SpendAccount account) {
        return switch (account.kind()) {
            case KEY -> "key";
            case BUDGET -> "budget";
            case HOURLY, CUSTOMER -> "customer";
        };
    }

    private Refusal refusal(SpendAccount account) {
        return switch (account.kind()) {
            case KEY -> Refusal.KEY_SPEND_LIMIT;
            case BUDGET -> Refusal.BUDGET_EXCEEDED;
            case HOURLY -> Refusal.HOURLY_SAFETY_LIMIT;
            case CUSTOMER -> refusal(caller.plan());
        };
    }

    private static Refusal refusal(Caller.@Nullable Plan plan) {
        if (plan == null) return Refusal.CREDIT_EXHAUSTED;
        return switch (plan.allowance()) {
            case FREE -> Refusal.FREE_ALLOWANCE_EXHAUSTED;
            case PREPAID -> Refusal.MONTHLY_CREDIT_EXHAUSTED;
            case INVOICED -> Refusal.SPEND_CEILING_REACHED;
        };
    }

    private static String message(
            Refusal refusal,
            SpendState state,
            Money left,
            Money required,
            @Nullable Instant resetsAt) {
        String more =
                resetsAt == null ? "Add credit to go on." : "It starts afresh at " + resetsAt + ".";
        return what(refusal, state)
                + " This request needs up to "
                + required
                + " and "
                + left
                + " is left. "
                + more;
    }

    private static String what(Refusal refusal, SpendState state) {
        String used = ": " + state.settled() + " of " + state.cap() + " used.";
        return switch (refusal) {
            case KEY_SPEND_LIMIT -> "The spend limit of this key is reached" + used;
            case BUDGET_EXCEEDED -> "A budget of this key is used up" + used;
            case HOURLY_SAFETY_LIMIT -> "The safety limit of this hour is reached" + used;
            case FREE_ALLOWANCE_EXHAUSTED -> "The free allowance of this month is used up" + used;
            case MONTHLY_CREDIT_EXHAUSTED -> "The credit of this month is used up" + used;
            case SPEND_CEILING_REACHED -> "The spend ceiling of this month is reached" + used;
            default -> "The credit balance is used up.";
        };
    }
}
