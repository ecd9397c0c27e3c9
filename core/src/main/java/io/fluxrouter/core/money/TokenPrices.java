package io.fluxrouter.core.money;

import io.fluxrouter.core.usage.TokenUsage;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * What the kinds of tokens of one model cost. Cached input has its own price. Reasoning tokens are
 * part of the output, as providers count them.
 */
public record TokenPrices(TokenPrice input, TokenPrice cachedInput, TokenPrice output) {
    private static final long MILLION = 1_000_000;

    /** The exact sum of tokens x price, rounded half up once, at the end. */
    public Money cost(TokenUsage usage) {
        return cost(
                usage.promptTokens() - usage.cachedTokens(),
                usage.cachedTokens(),
                usage.completionTokens());
    }

    /**
     * The most that so many tokens can cost: input at the dearer of its two prices. Rounded up, so
     * that a hold of this amount always covers {@link #cost}.
     */
    public Money worstCase(long inputTokens, long outputTokens) {
        TokenPrice dearest = input.max(cachedInput);
        return new TokenPrices(dearest, dearest, output)
                .cost(inputTokens, 0, outputTokens)
                .plus(Money.ofNanos(1));
    }

    /** How many output tokens fit into an amount; {@link Long#MAX_VALUE} where output is free. */
    public long affordableOutput(Money amount) {
        if (amount.nanos() <= 1) return 0;
        if (output.nanosPerMillion() == 0) return Long.MAX_VALUE;
        BigInteger millionths =
                BigInteger.valueOf(amount.nanos() - 1).multiply(BigInteger.valueOf(MILLION));
        return millionths.divide(BigInteger.valueOf(output.nanosPerMillion())).longValue();
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

    private Money cost(long uncached, long cached, long completion) {
        try {
            long millionths =
                    Math.addExact(
                            Math.addExact(
                                    Math.multiplyExact(uncached, input.nanosPerMillion()),
                                    Math.multiplyExact(cached, cachedInput.nanosPerMillion())),
                            Math.multiplyExact(completion, output.nanosPerMillion()));
            return Money.ofNanos(Math.addExact(millionths, MILLION / 2) / MILLION);
        } catch (ArithmeticException tooLargeForLong) {
            return costOfManyTokens(uncached, cached, completion);
        }
    }

    private Money costOfManyTokens(long uncached, long cached, long completion) {
        return Money.ofNanos(
                product(uncached, input)
                        .add(product(cached, cachedInput))
                        .add(product(completion, output))
                        .movePointLeft(6)
                        .setScale(0, RoundingMode.HALF_UP)
                        .longValueExact());
    }

    private static BigDecimal product(long tokens, TokenPrice price) {
        return BigDecimal.valueOf(tokens).multiply(BigDecimal.valueOf(price.nanosPerMillion()));
    }
}
