package io.fluxrouter.billing.invoice;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to take back of an invoice.
 *
 * @param wanted how much, before tax
 * @param refund whether what was paid goes back as money, rather than to the customer's balance
 */
public record NewCreditNote(Wanted wanted, boolean refund, @Nullable String reason) {

    /** How much is taken back, before tax. */
    public sealed interface Wanted {
        /** All that is left. */
        record All() implements Wanted {}

        record Amount(BigDecimal net) implements Wanted {}

        /** Whole lines, by their positions, less their discounts. */
        record Lines(List<Integer> positions) implements Wanted {
            public Lines {
                positions = List.copyOf(positions);
            }
        }
    }
}
