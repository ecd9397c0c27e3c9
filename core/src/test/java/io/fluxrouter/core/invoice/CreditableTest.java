package io.fluxrouter.core.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluxrouter.core.rating.Rounding;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CreditableTest {
    private static final Rounding CENTS = Rounding.toMinorUnit("USD");

    @ParameterizedTest
    @CsvSource({
        "20000, 25, 19333, 4833, 24166",
        "16000, 25, 15467, 3867, 19334",
        "2999, 23.33, 2571, 600, 3171",
        "76900, 20, 72686, 14537, 87223"
    })
    void a_note_adds_up(
            BigDecimal net,
            BigDecimal percent,
            BigDecimal subtotal,
            BigDecimal tax,
            BigDecimal total) {
        CreditNote note = Creditable.allOf(net, taxes(percent), Rounding.WHOLE).note(subtotal);
        assertThat(note).isEqualTo(new CreditNote(subtotal, tax));
        assertThat(note.total()).isEqualTo(total);
    }

    @Test
    void the_last_note_gives_back_the_tax_that_is_left() {
        Creditable all =
                Creditable.allOf(
                        new BigDecimal("999"), taxes(new BigDecimal("20")), Rounding.WHOLE);
        CreditNote first = all.note(new BigDecimal("333"));
        CreditNote second = all.after(first).note(new BigDecimal("333"));
        CreditNote third = all.after(first).after(second).note(new BigDecimal("999"));
        assertThat(List.of(first.tax(), second.tax(), third.tax()))
                .map(BigDecimal::intValueExact)
                .containsExactly(67, 66, 67);
        assertThat(third.subtotal()).isEqualTo("333");
        assertThat(all.after(first).after(second).after(third).left()).isZero();
    }

    @ParameterizedTest
    @MethodSource("io.fluxrouter.core.Seeds#thousand")
    void notes_together_never_pass_the_invoice_and_give_all_of_it_back(long seed) {
        Random random = new Random(seed);
        BigDecimal net = BigDecimal.valueOf(random.nextInt(100_000), 2);
        List<TaxRate> taxes =
                List.of(
                        new TaxRate("state", new BigDecimal("8.875")),
                        new TaxRate("city", BigDecimal.valueOf(random.nextInt(3_000), 2)));
        BigDecimal charged = net;
        for (TaxRate rate : taxes) charged = charged.add(rate.on(net, CENTS));
        Creditable left = Creditable.allOf(net, taxes, CENTS);
        BigDecimal total = BigDecimal.ZERO;
        for (int i = random.nextInt(10); i >= 0; i--) {
            BigDecimal wanted = i == 0 ? net : BigDecimal.valueOf(random.nextInt(30_000), 2);
            CreditNote note = left.note(wanted);
            assertThat(note.subtotal().signum()).isNotNegative();
            assertThat(note.tax().signum()).isNotNegative();
            total = total.add(note.total());
            assertThat(total).isLessThanOrEqualTo(charged);
            left = left.after(note);
        }
        assertThat(total).isEqualByComparingTo(charged);
    }

    @Test
    void what_is_no_credit_is_refused() {
        Creditable ten = Creditable.allOf(BigDecimal.TEN, List.of(), CENTS);
        assertThatThrownBy(() -> ten.note(new BigDecimal("-1")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Creditable(BigDecimal.ONE, List.of(), BigDecimal.TEN, CENTS))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Creditable.allOf(new BigDecimal("-1"), List.of(), CENTS))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<TaxRate> taxes(BigDecimal percent) {
        return List.of(new TaxRate("tax", percent));
    }
}
