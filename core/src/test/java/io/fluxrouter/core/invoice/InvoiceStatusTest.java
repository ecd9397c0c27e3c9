package io.fluxrouter.core.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class InvoiceStatusTest {

    @ParameterizedTest
    @CsvSource({
        "DRAFT, OPEN",
        "OPEN, PAID VOID UNCOLLECTIBLE",
        "UNCOLLECTIBLE, PAID VOID",
        "PAID, ''",
        "VOID, ''"
    })
    void only_these_moves_are_legal(InvoiceStatus from, String moves) {
        for (InvoiceStatus to : InvoiceStatus.values()) {
            boolean legal = Arrays.asList(moves.split(" ", -1)).contains(to.name());
            assertThat(from.canBecome(to)).as("%s to %s", from, to).isEqualTo(legal);
        }
        assertThat(from.isFinal()).isEqualTo(moves.isEmpty());
    }

    @ParameterizedTest
    @EnumSource
    void only_a_draft_is_edited_and_only_an_open_invoice_is_owed(InvoiceStatus status) {
        assertThat(status.isEditable()).isEqualTo(status == InvoiceStatus.DRAFT);
        assertThat(status.isOwed()).isEqualTo(status == InvoiceStatus.OPEN);
        assertThat(InvoiceStatus.byKey(status.key())).isEqualTo(status);
    }
}
