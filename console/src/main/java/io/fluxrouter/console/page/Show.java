package io.fluxrouter.console.page;

import io.fluxrouter.core.money.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Writes amounts, counts and times as people read them. The one place that shortens money; the
 * whole amount always stands beside it, in a title or a table.
 */
public final class Show {
    private static final String MINUS = "\u2212";
    private static final BigDecimal CENT = new BigDecimal("0.01");
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1_000);
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("MMM d, yyyy", Locale.US);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("MMM d, yyyy HH:mm:ss", Locale.US);

    private Show() {}

    /** Two decimals, or two digits of what is less than a cent: $1,234.50, $0.0041. */
    public static String money(Money amount) {
        return money(amount.toBigDecimal());
    }

    public static String money(BigDecimal dollars) {
        BigDecimal size = dollars.abs();
        BigDecimal shown =
                size.signum() == 0 || size.compareTo(CENT) >= 0
                        ? size.setScale(2, RoundingMode.HALF_UP)
                        : twoDigits(size);
        return sign(dollars) + "$" + grouped(shown.toPlainString());
    }

    private static BigDecimal twoDigits(BigDecimal size) {
        BigDecimal rounded = size.round(new MathContext(2, RoundingMode.HALF_UP));
        return rounded.stripTrailingZeros().precision() == 1
                ? rounded.stripTrailingZeros().setScale(rounded.stripTrailingZeros().scale() + 1)
                : rounded;
    }

    /** Every digit: $0.000412. */
    public static String exact(Money amount) {
        return exact(amount.toBigDecimal());
    }

    public static String exact(BigDecimal dollars) {
        BigDecimal plain = dollars.abs().stripTrailingZeros();
        BigDecimal shown = plain.scale() < 2 ? plain.setScale(2) : plain;
        return sign(dollars) + "$" + grouped(shown.toPlainString());
    }

    /** Every digit, in a currency: $0.000412, EUR 12.50. */
    public static String amount(String currency, BigDecimal amount) {
        String dollars = exact(amount);
        return currency.equals("USD") ? dollars : dollars.replace("$", currency + " ");
    }

    /** Every digit of a quantity: 1,234.5. */
    public static String decimal(BigDecimal number) {
        String digits = number.abs().stripTrailingZeros().toPlainString();
        return sign(number) + grouped(digits);
    }

    /** Short, for the axis of a chart: $0.004, $12, $1.2k. */
    public static String axis(long nanos) {
        BigDecimal dollars = Money.ofNanos(nanos).toBigDecimal();
        if (dollars.signum() == 0) return "$0";
        if (dollars.compareTo(MILLION) >= 0) return "$" + short1(dollars.divide(MILLION)) + "m";
        if (dollars.compareTo(THOUSAND) >= 0) return "$" + short1(dollars.divide(THOUSAND)) + "k";
        return "$" + dollars.stripTrailingZeros().toPlainString();
    }

    /** 82,450. */
    public static String count(long number) {
        return (number < 0 ? MINUS : "") + grouped(Long.toString(Math.abs(number)));
    }

    /** Short: 950, 12.4k, 3.1m. */
    public static String brief(long number) {
        BigDecimal value = BigDecimal.valueOf(number);
        if (number >= 1_000_000) return short1(value.divide(MILLION)) + "m";
        if (number >= 10_000) return short1(value.divide(THOUSAND)) + "k";
        return count(number);
    }

    /** Of a whole, with one decimal: 12.5%; an en dash where there is no whole. */
    public static String percent(Money part, Money whole) {
        if (whole.isZero()) return "\u2013";
        return percent(part.toBigDecimal().divide(whole.toBigDecimal(), 6, RoundingMode.HALF_UP));
    }

    public static String percent(BigDecimal share) {
        BigDecimal shown = share.movePointRight(2).setScale(1, RoundingMode.HALF_UP);
        return sign(shown) + shown.abs().toPlainString() + "%";
    }

    /** Milliseconds as people say them: 340 ms, 2.1 s. */
    public static String millis(long millis) {
        if (millis < 1_000) return millis + " ms";
        return short1(BigDecimal.valueOf(millis, 3)) + " s";
    }

    public static String day(LocalDate day) {
        return DAY.format(day);
    }

    /** In UTC; a script shows the viewer's own time instead. */
    public static String time(Instant time) {
        return TIME.format(time.atOffset(ZoneOffset.UTC)) + " UTC";
    }

    private static String short1(BigDecimal value) {
        return value.setScale(1, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
    }

    private static String sign(BigDecimal value) {
        return value.signum() < 0 ? MINUS : "";
    }

    private static String grouped(String digits) {
        int point = digits.indexOf('.');
        StringBuilder text = new StringBuilder(digits);
        for (int i = (point < 0 ? digits.length() : point) - 3; i > 0; i -= 3) text.insert(i, ',');
        return text.toString();
    }
}
