package io.fluxrouter.core.money;

import java.math.BigDecimal;

/**
 * A price per million tokens, in nano-dollars. Not per token, because real prices are not whole
 * nano-dollars per token: $0.0375 per million is 37.5 nano-dollars each. From 0 to $1,000,000 per
 * million tokens.
 */
public record TokenPrice(long nanosPerMillion) implements Comparable<TokenPrice> {
    public static final TokenPrice FREE = new TokenPrice(0);

    private static final long MAX_NANOS = 1_000_000L * 1_000_000_000L;

    public TokenPrice {
        if (nanosPerMillion < 0 || nanosPerMillion > MAX_NANOS) {
            throw new IllegalArgumentException("price out of range: " + nanosPerMillion);
        }
    }

    /** Reads dollars per million tokens: "0.0375". Digits finer than a nano-dollar are refused. */
    public static TokenPrice usdPerMillion(String dollars) {
        return new TokenPrice(new BigDecimal(dollars).movePointRight(9).longValueExact());
    }

    public TokenPrice max(TokenPrice other) {
        return nanosPerMillion >= other.nanosPerMillion ? this : other;
    }

    /**
     * Dollars for one token as a plain decimal, the unit of OpenRouter's model list: "0.0000015".
     */
    public String usdPerToken() {
        BigDecimal dollars = BigDecimal.valueOf(nanosPerMillion, 15);
        return dollars.signum() == 0 ? "0" : dollars.stripTrailingZeros().toPlainString();
    }

    @Override
    public int compareTo(TokenPrice other) {
        return Long.compare(nanosPerMillion, other.nanosPerMillion);
    }
}
