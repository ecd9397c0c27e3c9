package io.fluxrouter.core.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluxrouter.core.invoice.InvoiceNumber.PerCustomer;
import io.fluxrouter.core.invoice.InvoiceNumber.Yearly;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvoiceNumberTest {

    @ParameterizedTest
    @CsvSource({
        "2025, 1, INV-2025-0001",
        "2025, 42, INV-2025-0042",
        "2025, 9999, INV-2025-9999",
        "2025, 10000, INV-2025-10000",
        "2025, 9223372036854775807, INV-2025-9223372036854775807"
    })
    void it_has_four_digits_and_grows(int year, long sequence, String text) {
        assertThat(new Yearly(year, sequence).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "2025-12-31T23:59:59.999Z, INV-2025-0007",
        "2026-01-01T00:00:00Z, INV-2026-0007",
        "2026-01-01T00:30:00+01:00, INV-2025-0007"
    })
    void the_year_is_that_of_utc(Instant finalizedAt, String text) {
        assertThat(Yearly.of(finalizedAt, 7).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"1, 2, BENT-1-001-002", "1234, 99999, BENT-1-1234-99999"})
    void a_number_per_customer_has_three_digits_each(long customer, long sequence, String text) {
        assertThat(new PerCustomer("BENT-1", customer, sequence).text()).isEqualTo(text);
    }

    @Test
    void there_is_no_number_zero() {
        assertThatThrownBy(() -> new Yearly(2025, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Yearly(2025, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PerCustomer("A", 0, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
