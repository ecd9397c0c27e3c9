package io.fluxrouter.billing.terms;

import io.fluxrouter.core.money.Money;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Terms that plans write as text: the static values of the gateway's custom features. */
public final class TermText {
    private static final Pattern DOLLARS = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,9}");

    private TermText() {}

    /** Dollars, at most {@link GatewayTerms#UNLIMITED}; empty for anything else. */
    public static Optional<Money> dollars(String text) {
        if (!DOLLARS.matcher(text).matches()) return Optional.empty();
        return Optional.of(Money.usd(new BigDecimal(text)))
                .filter(money -> money.compareTo(GatewayTerms.UNLIMITED) <= 0);
    }

    /** A whole number from zero, which is no limit; empty for anything else. */
    public static Optional<Integer> count(String text) {
        return COUNT.matcher(text).matches()
                ? Optional.of(Integer.valueOf(text))
                : Optional.empty();
    }
}
