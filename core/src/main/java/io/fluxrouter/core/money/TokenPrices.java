package io.fluxrouter.core.money;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What the kinds of tokens of one model cost. Cached input has its own price. Reasoning tokens are
 * part of the output, as providers count them.
 */
public record TokenPrices(TokenPrice input, TokenPrice cachedInput, TokenPrice output) {
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

    /** The exact sum of tokens x price, rounded half up once, at the end. */
    public Money cost(TokenUsage usage) {
        return toMoney(
                product(usage.promptTokens() - usage.cachedTokens(), input)
                        .add(product(usage.cachedTokens(), cachedInput))
                        .add(product(usage.completionTokens(), output)),
                RoundingMode.HALF_UP);
    }

    /**
     * The most that so many tokens can cost: input at the dearer of its two prices. Rounded up, so
     * that a hold of this amount always covers {@link #cost}.
     */
    public Money worstCase(long inputTokens, long outputTokens) {
        return toMoney(
                product(inputTokens, input.max(cachedInput)).add(product(outputTokens, output)),
                RoundingMode.CEILING);
    }

    /**
     * How many output tokens fit into an amount: the most whose {@link #worstCase} is not above it.
     * {@link Long#MAX_VALUE} where output is free or there is no end to it.
     */
    public long affordableOutput(Money amount) {
        if (amount.isNegative()) return 0;
        if (output.nanosPerMillion() == 0) return Long.MAX_VALUE;
        return BigDecimal.valueOf(amount.nanos())
                .multiply(MILLION)
                .divide(BigDecimal.valueOf(output.nanosPerMillion()), 0, RoundingMode.FLOOR)
                .min(BigDecimal.valueOf(Long.MAX_VALUE))
                .longValueExact();
    }

    /**
     * The dearer of each price: what a hold must assume while it is open which model will serve.
     */
    public TokenPrices max(TokenPrices other) {
        return new TokenPrices(
                input.max(other.input),
                cachedInput.max(other.cachedInput),
                output.max(other.output));
    }

    /** Nano-dollars x tokens per million, exact. */
    private static BigDecimal product(long tokens, TokenPrice price) {
        return BigDecimal.valueOf(tokens).multiply(BigDecimal.valueOf(price.nanosPerMillion()));
    }

    private static Money toMoney(BigDecimal nanosTimesMillion, RoundingMode rounding) {
        return Money.ofNanos(nanosTimesMillion.divide(MILLION, 0, rounding).longValueExact());
    }
}
