package io.fluxrouter.core.invoice;

import io.fluxrouter.core.rating.LargestRemainder;
import io.fluxrouter.core.rating.Rounding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What stands below the lines of an invoice. It adds up by construction: subtotal - discount + tax
 * = total, and lists of parts sum to their total to the cent (research 4.2, 12).
 *
 * @param subtotal the sum of the lines
 * @param lineDiscounts each line's share of the discounts, in the order of the lines
 * @param taxes one for each rate, in the order the lines name them
 * @param lineTaxes each line's share of all taxes, in the order of the lines
 */
public record InvoiceTotals(
        BigDecimal subtotal,
        List<BigDecimal> lineDiscounts,
        List<TaxTotal> taxes,
        List<BigDecimal> lineTaxes) {
    public InvoiceTotals {
        lineDiscounts = List.copyOf(lineDiscounts);
        taxes = List.copyOf(taxes);
        lineTaxes = List.copyOf(lineTaxes);
    }

    /**
     * @param lines already rounded
     * @param discounts taken off one after the other, each from what the one before left
     */
    public static InvoiceTotals of(
            List<LineItem> lines, List<Discount> discounts, Rounding rounding) {
        BigDecimal subtotal = sum(lines.stream().map(LineItem::amount).toList(), rounding);
        List<BigDecimal> off =
                lineDiscounts(lines, discount(subtotal, discounts, rounding), rounding);
        List<BigDecimal> net = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            net.add(lines.get(i).amount().subtract(off.get(i)));
        }
        List<BigDecimal> lineTaxes = new ArrayList<>(net);
        lineTaxes.replaceAll(amount -> rounding.round(BigDecimal.ZERO));
        List<TaxTotal> taxes = new ArrayList<>();
        bases(lines, net)
                .forEach((rate, bases) -> taxes.add(tax(rate, bases, lineTaxes, rounding)));
        return new InvoiceTotals(subtotal, off, taxes, lineTaxes);
    }

    public BigDecimal discount() {
        return sum(lineDiscounts);
    }

    /** What tax is computed on, at whatever rate. */
    public BigDecimal net() {
        return subtotal.subtract(discount());
    }

    public BigDecimal tax() {
        return sum(taxes.stream().map(TaxTotal::amount).toList());
    }

    /** Negative when more is given back than charged. */
    public BigDecimal total() {
        return net().add(tax());
    }

    /** What is to be paid once credit is used; never negative. */
    public BigDecimal dueAfter(BigDecimal credit) {
        return total().subtract(credit).max(zero());
    }

    /** The credit that is left for later invoices, one that this invoice gives included. */
    public BigDecimal creditLeft(BigDecimal credit) {
        return credit.subtract(total()).max(zero());
    }

    private static BigDecimal discount(
            BigDecimal subtotal, List<Discount> discounts, Rounding rounding) {
        BigDecimal left = subtotal;
        for (Discount discount : discounts) left = left.subtract(discount.off(left, rounding));
        return subtotal.subtract(left);
    }

    /** By share of the lines that charge something (Lago's coupons). */
    private static List<BigDecimal> lineDiscounts(
            List<LineItem> lines, BigDecimal discount, Rounding rounding) {
        List<BigDecimal> weights =
                lines.stream().map(line -> line.amount().max(BigDecimal.ZERO)).toList();
        return LargestRemainder.split(discount, weights, rounding.scale());
    }

    /** For each rate, what it is computed on in each line; zero where the line does not name it. */
    private static Map<TaxRate, List<BigDecimal>> bases(
            List<LineItem> lines, List<BigDecimal> net) {
        Map<TaxRate, List<BigDecimal>> bases = new LinkedHashMap<>();
        for (LineItem line : lines) {
            for (TaxRate rate : line.taxes()) {
                bases.computeIfAbsent(rate, unseen -> basesOf(unseen, lines, net));
            }
        }
        return bases;
    }

    private static List<BigDecimal> basesOf(
            TaxRate rate, List<LineItem> lines, List<BigDecimal> net) {
        List<BigDecimal> bases = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            boolean taxed = lines.get(i).taxes().contains(rate);
            bases.add(taxed ? net.get(i) : BigDecimal.ZERO);
        }
        return bases;
    }

    /** One rounding for the rate, on the sum; then the lines get their parts of it. */
    private static TaxTotal tax(
            TaxRate rate, List<BigDecimal> bases, List<BigDecimal> lineTaxes, Rounding rounding) {
        BigDecimal base = sum(bases, rounding);
        BigDecimal amount = rate.on(base, rounding);
        List<BigDecimal> parts =
                LargestRemainder.round(bases.stream().map(rate::exactOn).toList(), rounding);
        for (int i = 0; i < parts.size(); i++) {
            lineTaxes.set(i, lineTaxes.get(i).add(parts.get(i)));
        }
        return new TaxTotal(rate, base, amount);
    }

    private static BigDecimal sum(List<BigDecimal> amounts, Rounding rounding) {
        return amounts.stream().reduce(rounding.round(BigDecimal.ZERO), BigDecimal::add);
    }

    private BigDecimal sum(List<BigDecimal> amounts) {
        return amounts.stream().reduce(zero(), BigDecimal::add);
    }

    /** Nothing, with the decimals of the currency. */
    private BigDecimal zero() {
        return BigDecimal.ZERO.setScale(subtotal.scale());
    }
}
