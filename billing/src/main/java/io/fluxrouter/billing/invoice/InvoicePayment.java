package io.fluxrouter.billing.invoice;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Money that paid an invoice, or was given back for it. */
public record InvoicePayment(
        UUID id, Kind kind, BigDecimal amount, @Nullable String note, String author, Instant at) {

    /** Stored: never rename one. */
    public enum Kind {
        /** Money came in. */
        PAYMENT,
        /** A grant of prepaid or promotional credit. */
        GRANT,
        /** What earlier invoices and credit notes left. */
        BALANCE,
        /** Money went back. */
        REFUND;

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind byKey(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }
    }
}
