package io.fluxrouter.billing.input;

import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Checks on values that more than one kind of thing has. Each refuses with the field's name. */
public final class Fields {
    private static final int MAX_TEXT = 200;
    private static final BigDecimal MAX_QUANTITY = BigDecimal.TEN.pow(30);

    private Fields() {}

    public static ApiError invalid(String message, String param) {
        return ApiError.of(Refusal.INVALID_VALUE, message, param);
    }

    /** A line of 1 to 200 characters. */
    public static String text(@Nullable String value, String param) {
        boolean fits =
                value != null
                        && !value.isBlank()
                        && value.codePointCount(0, value.length()) <= MAX_TEXT
                        && value.codePoints().noneMatch(Character::isISOControl);
        if (value == null || !fits) {
            throw invalid(param + " must be a line of 1 to " + MAX_TEXT + " characters.", param);
        }
        return value;
    }

    public static @Nullable String optionalText(@Nullable String value, String param) {
        return value == null ? null : text(value, param);
    }

    /** A line with one {@code @} inside; whether mail arrives there, nobody can tell. */
    public static String email(@Nullable String value, String param) {
        String text = text(value, param);
        int at = text.indexOf('@');
        if (at < 1
                || at != text.lastIndexOf('@')
                || at == text.length() - 1
                || text.contains(" ")) {
            throw invalid(param + " must be an address like name@example.com.", param);
        }
        return text;
    }

    public static @Nullable String optionalEmail(@Nullable String value, String param) {
        return value == null ? null : email(value, param);
    }

    /** A number from zero to 10^30, with at most 30 digits after the point. */
    public static BigDecimal quantity(BigDecimal value, String param) {
        // In this order: a number like 1e999999999 must be refused before it is written out.
        if (value.signum() < 0 || value.compareTo(MAX_QUANTITY) > 0 || value.scale() > 30) {
            throw invalid(param + " must be from 0 to 1e30, with at most 30 decimals.", param);
        }
        return value;
    }

    /** Dollars from zero to {@code most}, with at most nine digits after the point. */
    public static @Nullable Money dollars(@Nullable BigDecimal value, Money most, String param) {
        if (value == null) return null;
        // In this order: a number like 1e999999999 must be refused before it is written out.
        if (value.signum() < 0 || value.compareTo(most.toBigDecimal()) > 0) {
            throw invalid(param + " must be from 0 to " + most.toDecimal() + " dollars.", param);
        }
        if (value.stripTrailingZeros().scale() > 9) {
            throw invalid(param + " must have at most 9 digits after the point.", param);
        }
        return Money.usd(value);
    }
}
