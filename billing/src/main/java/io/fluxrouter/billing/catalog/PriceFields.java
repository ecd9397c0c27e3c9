package io.fluxrouter.billing.catalog;

import io.fluxrouter.core.catalog.ModelPrice;
import io.fluxrouter.core.money.TokenPrice;
import io.fluxrouter.core.money.TokenPrices;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads prices, in dollars per million tokens, digit by digit. */
final class PriceFields {
    /** The dearest model ever listed cost $600 (o1-pro); more is a slip of the decimal point. */
    private static final BigDecimal MOST = new BigDecimal("1000");

    /** The cheapest listed price is $0.0028. Less was surely meant per token or per thousand. */
    private static final BigDecimal LEAST = new BigDecimal("0.001");

    private static final String EXPECTED =
            "dollars per million tokens, from 0 to " + MOST + ", such as 0.15";

    private PriceFields() {}

    /**
     * Input and output must be there; what cached input costs without a price of its own follows.
     */
    static @Nullable TokenPrices prices(Section section, UnaryOperator<TokenPrice> cachedOfInput) {
        TokenPrice input = required(section, "input");
        TokenPrice cached = cached(section, input, cachedOfInput);
        TokenPrice output = required(section, "output");
        section.end();
        return input == null || cached == null || output == null
                ? null
                : new TokenPrices(input, cached, output);
    }

    /** Operators sell cached input cheaper without being told; providers do not. */
    static TokenPrice quarter(TokenPrice input) {
        return new TokenPrice(
                BigDecimal.valueOf(input.nanosPerMillion())
                        .divide(BigDecimal.valueOf(4), 0, RoundingMode.HALF_UP)
                        .longValueExact());
    }

    private static @Nullable TokenPrice required(Section section, String name) {
        YamlNode.Scalar scalar = section.requiredScalar(name, EXPECTED);
        return scalar == null ? null : price(section, name, scalar);
    }

    private static @Nullable TokenPrice cached(
            Section section, @Nullable TokenPrice input, UnaryOperator<TokenPrice> cachedOfInput) {
        if (section.has("cached_input")) return required(section, "cached_input");
        section.take("cached_input"); // known, if only by its absence
        return input == null ? null : cachedOfInput.apply(input);
    }

    private static @Nullable TokenPrice price(
            Section section, String name, YamlNode.Scalar scalar) {
        String text = scalar.text();
        if (!text.matches("-?\\d{1,9}(\\.\\d{1,30})?([eE][-+]?\\d{1,2})?")) {
            section.wrong(scalar, name, "is " + text + "; expected " + EXPECTED);
            return null;
        }
        BigDecimal dollars = new BigDecimal(text);
        String wrong = wrong(dollars);
        if (wrong == null) return TokenPrice.usdPerMillion(dollars.toPlainString());
        section.wrong(scalar, name, "is " + text + "; " + wrong);
        return null;
    }

    private static @Nullable String wrong(BigDecimal dollars) {
        if (dollars.signum() < 0) return "a price cannot be negative; expected " + EXPECTED;
        if (dollars.compareTo(MOST) > 0) return "that is too much; expected " + EXPECTED;
        if (dollars.signum() > 0 && dollars.compareTo(LEAST) < 0) {
            return "that looks like a price per token; expected " + EXPECTED;
        }
        if (dollars.stripTrailingZeros().scale() > 9) {
            return "expected at most 9 digits after the point";
        }
        return null;
    }

    /**
     * The field {@code price} of a model: "lane", a discount off the market, or prices of its own.
     */
    static @Nullable ModelPrice modelPrice(Section model) {
        YamlNode node = model.take("price");
        if (node == null) return new ModelPrice.LaneRate();
        if (node instanceof YamlNode.Scalar scalar && scalar.text().equals("lane")) {
            return new ModelPrice.LaneRate();
        }
        if (!(node instanceof YamlNode.Mapping)) {
            model.wrong(
                    node,
                    "price",
                    "expected lane, { discount_percent: \"12.5\" } or { input: …, output: … }");
            return null;
        }
        Section section = model.nested("price", node);
        if (section == null) return null;
        if (section.has("discount_percent")) return discount(section);
        TokenPrices prices = prices(section, PriceFields::quarter);
        return prices == null ? null : new ModelPrice.Fixed(prices);
    }

    private static @Nullable ModelPrice discount(Section section) {
        String expected = "percent from 0 to 100 with at most two decimals, such as 12.5";
        YamlNode.Scalar scalar = section.requiredScalar("discount_percent", expected);
        section.end();
        if (scalar == null) return null;
        if (scalar.text().matches("\\d{1,3}(\\.\\d{1,2})?")) {
            int basisPoints = new BigDecimal(scalar.text()).movePointRight(2).intValueExact();
            if (basisPoints <= 10_000) return new ModelPrice.MarketDiscount(basisPoints);
        }
        section.wrong(scalar, "discount_percent", "is " + scalar.text() + "; expected " + expected);
        return null;
    }
}
