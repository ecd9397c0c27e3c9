package io.fluxrouter.console.invoice;

import io.fluxrouter.console.invoice.InvoiceDocument.Days;
import io.fluxrouter.console.invoice.InvoiceDocument.Line;
import io.fluxrouter.console.invoice.InvoiceDocument.Tier;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.Locale;

/**
 * Writes what stands on an invoice: amounts with the sign of their currency, quantities in groups
 * of three, dates in words. All digits are shown; nothing is rounded for the eye.
 */
public final class InvoiceText {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("MMMM d, yyyy", Locale.US);
    private static final DateTimeFormatter SHORT_DAY =
            DateTimeFormatter.ofPattern("MMM d", Locale.US);
    private static final DateTimeFormatter SHORT_DATE =
            DateTimeFormatter.ofPattern("MMM d, yyyy", Locale.US);
    private static final String MINUS = "\u2212";
    private static final String NO_BREAK = "\u00a0";

    private final String symbol;
    private final int decimals;

    /** Throws {@link IllegalArgumentException} for what is no ISO 4217 currency. */
    public InvoiceText(String currencyCode) {
        Currency currency = Currency.getInstance(currencyCode);
        String sign = currency.getSymbol(Locale.US);
        boolean isWord = Character.isLetter(sign.codePointBefore(sign.length()));
        this.symbol = isWord ? sign + NO_BREAK : sign;
        this.decimals = Math.max(0, currency.getDefaultFractionDigits());
    }

    /** $1,234.50 or \u22125.00 with its sign; at least the currency's decimals. */
    public String money(BigDecimal amount) {
        BigDecimal shown = amount.abs();
        int scale = Math.max(decimals, shown.stripTrailingZeros().scale());
        return (amount.signum() < 0 ? MINUS : "")
                + symbol
                + grouped(shown.setScale(scale).toPlainString());
    }

    /** What is taken off. */
    public String less(BigDecimal amount) {
        return money(amount.negate());
    }

    public String quantity(BigDecimal quantity) {
        BigDecimal plain = quantity.stripTrailingZeros();
        String digits = grouped(plain.abs().toPlainString());
        return plain.signum() < 0 ? MINUS + digits : digits;
    }

    /** The part of a line in parentheses: 82,450 calls \u00d7 $0.001. */
    public String counted(Line line) {
        BigDecimal price = line.unitPrice();
        String quantity = quantity(line.quantity()) + unit(line);
        return price == null ? quantity : quantity + " \u00d7 " + money(price);
    }

    /** In the plural where that is sure to be one: "call" is, "GB" and "hours" are not. */
    private static String unit(Line line) {
        String unit = line.unit();
        if (unit.isEmpty()) return "";
        boolean one = line.quantity().abs().compareTo(BigDecimal.ONE) == 0;
        boolean isWord = unit.chars().allMatch(c -> c >= 'a' && c <= 'z');
        return " " + unit + (!one && isWord && !unit.endsWith("s") ? "s" : "");
    }

    /** 1,001 \u2013 10,000: 9,000 \u00d7 $0.001 + $5.00. */
    public String tier(Tier tier) {
        String units = quantity(tier.units()) + " \u00d7 " + money(tier.unitPrice());
        String fee = tier.flatFee().signum() == 0 ? "" : " + " + money(tier.flatFee());
        return range(tier) + ": " + units + fee;
    }

    private String range(Tier tier) {
        BigDecimal upTo = tier.upTo();
        if (tier.above().signum() == 0) {
            return upTo == null ? "All" : "Up to " + quantity(upTo);
        }
        if (upTo == null) return "Above " + quantity(tier.above());
        return isWhole(tier.above()) && isWhole(upTo)
                ? quantity(tier.above().add(BigDecimal.ONE)) + " \u2013 " + quantity(upTo)
                : "Above " + quantity(tier.above()) + " up to " + quantity(upTo);
    }

    /** Tax (18%). */
    public String percent(String name, BigDecimal percent) {
        return name + " (" + quantity(percent) + "%)";
    }

    /** Whether the customer is asked for money. */
    public boolean isAsked(InvoiceDocument invoice) {
        return switch (invoice.heading().status()) {
            case DRAFT, OPEN, UNCOLLECTIBLE -> true;
            case PAID, VOID -> false;
        };
    }

    /** What follows the amount that is due, or stands in its place. */
    public String asked(InvoiceDocument invoice) {
        LocalDate due = invoice.heading().due();
        return switch (invoice.heading().status()) {
            case DRAFT, OPEN, UNCOLLECTIBLE ->
                    invoice.currency() + (due == null ? " due" : " due on " + date(due));
            case PAID -> "Paid in full. Nothing is due.";
            case VOID -> "This invoice was withdrawn. Nothing is due.";
        };
    }

    public String date(LocalDate date) {
        return date.format(DAY);
    }

    /** Jan 1 \u2013 Jan 31, 2025. */
    public String days(Days days) {
        if (days.first().equals(days.last())) return days.last().format(SHORT_DATE);
        boolean sameYear = days.first().getYear() == days.last().getYear();
        return days.first().format(sameYear ? SHORT_DAY : SHORT_DATE)
                + " \u2013 "
                + days.last().format(SHORT_DATE);
    }

    private static boolean isWhole(BigDecimal number) {
        return number.stripTrailingZeros().scale() <= 0;
    }

    private static String grouped(String digits) {
        int point = digits.indexOf('.');
        StringBuilder text = new StringBuilder(digits);
        for (int i = (point < 0 ? digits.length() : point) - 3; i > 0; i -= 3) text.insert(i, ',');
        return text.toString();
    }
}
