package io.fluxrouter.gateway.admit;

import io.fluxrouter.core.catalog.Model;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.money.TokenPrices;
import io.fluxrouter.core.route.Route;
import io.fluxrouter.gateway.read.ChatRequest;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What one request may cost at worst, whichever candidate serves it. Input is bounded by the bytes
 * of the body at first, and counted exactly only when that bound is in the way: near a cap.
 *
 * <p>Threads: confined to the event loop of its request.
 */
final class Demand {
    /** An answer shorter than this is of no use to anybody. */
    static final long LEAST_OUTPUT = 16;

    /** What a caller without a limit of its own may always hold, where it is left. */
    static final long USUAL_OUTPUT = 1_024;

    /** A caller without a limit of its own holds at most this part of what is left. */
    static final long FAIR_SHARE = 8;

    /** Counting takes about 50 ns a byte, so this much takes a millisecond or two. */
    private static final long COUNTED_BYTES = 32_768;

    private final ChatRequest request;
    private final TokenPrices prices;
    private final long contextTokens;
    private final long imageTokens;
    private final long modelOutput;
    private long inputTokens;
    private boolean counted;

    /**
     * An output limit and the money that covers it. A limit of 0: the caller's own, or the model's.
     */
    record Size(Money amount, long outputLimit) {}

    Demand(ChatRequest request, Route route) {
        this.request = request;
        this.prices = dearest(route);
        this.contextTokens = most(route, Model::contextTokens);
        this.imageTokens = request.images() * most(route, Model::imageTokens);
        this.modelOutput = most(route, Model::maxOutputTokens);
        this.inputTokens = bounded(request.inputTokenBound());
    }

    private static TokenPrices dearest(Route route) {
        TokenPrices dearest = route.candidates().getFirst().rates().customer();
        for (Model model : route.candidates()) dearest = dearest.max(model.rates().customer());
        return dearest;
    }

    private static long most(Route route, ToLongFunction<Model> limit) {
        long most = 0;
        for (Model model : route.candidates()) most = Math.max(most, limit.applyAsLong(model));
        return most;
    }

    /**
     * A provider refuses what does not fit its context, so no prompt costs more than a full one.
     */
    private long bounded(long textTokens) {
        return Math.min(contextTokens, textTokens + imageTokens);
    }

    /** Long prompts keep the bound: counting would hold up the loop. */
    boolean canRefine() {
        return !counted && request.inputTokenBound() <= COUNTED_BYTES;
    }

    /** Replaces the bound by a count, once. */
    void refine() {
        counted = true;
        inputTokens = Math.min(inputTokens, bounded(request.countedTokens()));
    }

    /** The least money that is of any use to this request. */
    Money least() {
        long output = request.outputLimit() > 0 ? namedOutput() : LEAST_OUTPUT;
        return worstCase(output);
    }

    /** How much to hold when so much is left; null if that is not enough for any answer. */
    @Nullable Size sizeWithin(Money left) {
        if (request.outputLimit() > 0) return new Size(worstCase(namedOutput()), 0);
        Money share = Money.ofNanos(left.nanos() / FAIR_SHARE);
        Money budget = share.max(worstCase(Math.min(USUAL_OUTPUT, modelOutput))).min(left);
        Money full = worstCase(modelOutput);
        if (full.compareTo(budget) <= 0) return new Size(full, 0);
        long affordable = affordable(budget);
        return affordable < LEAST_OUTPUT ? null : new Size(worstCase(affordable), affordable);
    }

    private long affordable(Money budget) {
        Money forOutput = budget.minus(prices.worstCase(inputTokens, 0));
        long tokens = prices.affordableOutput(forOutput.max(Money.ZERO));
        return Math.min(tokens / request.choices(), modelOutput);
    }

    /** A caller's limit above the model's own never comes true: the provider caps or refuses it. */
    private long namedOutput() {
        return Math.min(request.outputLimit(), modelOutput);
    }

    private Money worstCase(long outputTokens) {
        return prices.worstCase(inputTokens, Math.multiplyExact(outputTokens, request.choices()));
    }
}
