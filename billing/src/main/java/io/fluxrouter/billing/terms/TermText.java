package io.fluxrouter.billing.terms;

import io.fluxrouter.core.access.Glob;
import io.fluxrouter.core.money.Money;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Terms that plans write as text: the static values of the gateway's custom features. */
public final class TermText {
    private static final Pattern DOLLARS = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,9}");

    private static final int MOST_MODELS = 100;
    private static final Pattern MODEL = Pattern.compile("[\\x21-\\x2B\\x2D-\\x7E]{1,200}");

    private TermText() {}

    /** Patterns of models with commas between; a text that says nothing leaves all. */
    public static List<Glob> models(@Nullable String text) {
        return text == null ? List.of() : patterns(text).orElse(List.of());
    }

    /** Patterns of models with commas between, one to a hundred; empty for anything else. */
    public static Optional<List<Glob>> patterns(String text) {
        List<String> parts = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
        boolean sound =
                parts.size() <= MOST_MODELS
                        && parts.stream().allMatch(part -> MODEL.matcher(part).matches());
        return sound ? Optional.of(parts.stream().map(Glob::new).toList()) : Optional.empty();
    }

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
