package io.fluxrouter.core.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluxrouter.core.rating.Rounding;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class InvoiceTotalsTest {
    private static final Rounding CENTS = Rounding.toMinorUnit("USD");
    private static final TaxRate VAT = new TaxRate("VAT", new BigDecimal("19"));

    @Test
    void discount_comes_before_tax_and_tax_before_credit() {
        InvoiceTotals totals =
                InvoiceTotals.of(
                        List.of(line("100.00", VAT)),
                        List.of(new Discount.Fixed(new BigDecimal("10.00"))),
                        CENTS);
        assertThat(totals.net()).isEqualTo("90.00");
        assertThat(totals.tax()).isEqualTo("17.10");
        assertThat(totals.total()).isEqualTo("107.10");
        assertThat(totals.dueAfter(new BigDecimal("7.10"))).isEqualTo("100.00");
        assertThat(totals.dueAfter(new BigDecimal("200"))).isEqualTo("0.00");
        assertThat(totals.creditLeft(new BigDecimal("200"))).isEqualTo("92.90");
    }

    @Test
    void a_rate_is_rounded_once_on_the_sum_of_its_lines() {
        TaxRate ten = new TaxRate("ten", BigDecimal.TEN);
        InvoiceTotals totals =
                InvoiceTotals.of(
                        List.of(line("0.04", ten), line("0.04", ten), line("0.04", ten)),
                        List.of(),
                        CENTS);
        assertThat(totals.tax()).isEqualTo("0.01");
        assertThat(totals.lineTaxes())
                .map(BigDecimal::toPlainString)
                .containsExactly("0.01", "0.00", "0.00");
    }

    @Test
    void an_empty_invoice_is_of_nothing() {
        InvoiceTotals totals =
                InvoiceTotals.of(List.of(), List.of(new Discount.Fixed(BigDecimal.TEN)), CENTS);
        assertThat(totals.subtotal()).isEqualTo("0.00");
        assertThat(totals.total()).isEqualTo("0.00");
        assertThat(totals.dueAfter(BigDecimal.ZERO)).isEqualTo("0.00");
    }

    @Test
    void more_given_back_than_charged_is_credit_and_nothing_is_due() {
        InvoiceTotals totals =
                InvoiceTotals.of(
                        List.of(line("-54.84", VAT), line("16.45", VAT)),
                        List.of(new Discount.Percent(BigDecimal.TEN)),
                        CENTS);
        assertThat(totals.discount()).isEqualTo("0.00");
        assertThat(totals.tax()).isEqualTo("-7.29");
        assertThat(totals.total()).isEqualTo("-45.68");
        assertThat(totals.dueAfter(BigDecimal.ZERO)).isEqualTo("0.00");
        assertThat(totals.creditLeft(BigDecimal.ONE)).isEqualTo("46.68");
    }

    @Test
    void discounts_are_taken_one_after_the_other() {
        InvoiceTotals totals =
                InvoiceTotals.of(
                        List.of(line("100.00")),
                        List.of(
                                new Discount.Fixed(new BigDecimal("20")),
                                new Discount.Percent(new BigDecimal("50")),
                                new Discount.Fixed(new BigDecimal("50"))),
                        CENTS);
        assertThat(totals.discount()).isEqualTo("100.00");
    }

    @ParameterizedTest
    @CsvSource({
        "10.00, 15.5, 2, 1.55",
        "1.00, 0.1, 2, 0.00",
        "100.00, 150, 2, 100.00",
        "100.00, 0, 2, 0.00",
        "-10.00, 50, 2, 0.00",
        "999, 10.5, 0, 105",
        "1.005, 50, 3, 0.503"
    })
    void a_percentage_is_rounded_and_never_above_the_amount(
            BigDecimal amount, BigDecimal percent, int scale, BigDecimal off) {
        assertThat(new Discount.Percent(percent).off(amount, scaled(scale))).isEqualTo(off);
    }

    @Test
    void a_discount_or_tax_below_zero_is_refused() {
        assertThatThrownBy(() -> new Discount.Fixed(new BigDecimal("-1")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Discount.Percent(new BigDecimal("-1")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TaxRate("x", new BigDecimal("-1")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void lines_name_the_same_rate_however_it_is_written() {
        InvoiceTotals totals =
                InvoiceTotals.of(
                        List.of(
                                line("10", VAT),
                                line("10", new TaxRate("VAT", new BigDecimal("19.00")))),
                        List.of(),
                        Rounding.WHOLE);
        assertThat(totals.taxes())
                .singleElement()
                .extracting(TaxTotal::base)
                .isEqualTo(BigDecimal.valueOf(20));
    }

    @ParameterizedTest
    @MethodSource("io.fluxrouter.core.Seeds#thousand")
    void it_adds_up_and_tax_does_not_depend_on_the_order(long seed) {
        Random random = new Random(seed);
        Rounding rounding = scaled(random.nextInt(4));
        List<LineItem> lines = new ArrayList<>();
        for (int i = random.nextInt(8); i > 0; i--) lines.add(anyLine(random, rounding));
        List<Discount> discounts =
                List.of(
                        new Discount.Percent(new BigDecimal(random.nextInt(120))),
                        new Discount.Fixed(new BigDecimal(random.nextInt(300))));
        InvoiceTotals totals = InvoiceTotals.of(lines, discounts, rounding);
        assertAddsUp(totals, lines);
        List<LineItem> shuffled = new ArrayList<>(lines);
        Collections.shuffle(shuffled, random);
        InvoiceTotals again = InvoiceTotals.of(shuffled, List.of(), rounding);
        InvoiceTotals undiscounted = InvoiceTotals.of(lines, List.of(), rounding);
        assertThat(again.tax()).isEqualTo(undiscounted.tax());
        assertThat(again.total()).isEqualTo(undiscounted.total());
        BigDecimal credit = new BigDecimal(random.nextInt(500));
        assertThat(totals.dueAfter(credit).subtract(totals.creditLeft(credit)))
                .isEqualByComparingTo(totals.total().subtract(credit));
    }

    private static void assertAddsUp(InvoiceTotals totals, List<LineItem> lines) {
        assertThat(sum(lines.stream().map(LineItem::amount).toList()))
                .isEqualByComparingTo(totals.subtotal());
        assertThat(sum(totals.lineTaxes())).isEqualByComparingTo(totals.tax());
        assertThat(totals.subtotal().subtract(totals.discount()).add(totals.tax()))
                .isEqualByComparingTo(totals.total());
        assertThat(totals.discount().signum()).isNotNegative();
        for (int i = 0; i < lines.size(); i++) {
            BigDecimal off = totals.lineDiscounts().get(i);
            assertThat(off).isBetween(BigDecimal.ZERO, lines.get(i).amount().max(BigDecimal.ZERO));
        }
    }

    private static LineItem anyLine(Random random, Rounding rounding) {
        BigDecimal exact = new BigDecimal(random.nextInt(-100_000, 2_000_000)).movePointLeft(5);
        List<TaxRate> taxes = new ArrayList<>();
        if (random.nextBoolean()) taxes.add(VAT);
        if (random.nextBoolean()) taxes.add(new TaxRate("city", new BigDecimal("2.125")));
        return LineItem.rounded("any", exact, rounding, taxes);
    }

    private static LineItem line(String amount, TaxRate... taxes) {
        return new LineItem("line", new BigDecimal(amount), List.of(taxes));
    }

    private static Rounding scaled(int scale) {
        return new Rounding(scale, RoundingMode.HALF_UP);
    }

    private static BigDecimal sum(List<BigDecimal> amounts) {
        return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
