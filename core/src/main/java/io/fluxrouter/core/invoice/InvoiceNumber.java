package io.fluxrouter.core.invoice;

import java.time.Instant;
import java.time.ZoneOffset;

/**
 * What a finalised invoice is called. Numbers count up without gaps: one is taken last inside the
 * transaction that finalises, so a rollback gives it back.
 */
public sealed interface InvoiceNumber {

    /** As it is printed, stored and searched. */
    String text();

    /**
     * One sequence for each year: INV-2025-0042 (REFERENCE 2.6). Four digits at least; it grows
     * beyond 9999.
     */
    record Yearly(int year, long sequence) implements InvoiceNumber {
        public Yearly {
            refuseBelowOne(sequence);
            if (year < 1 || year > 9999) throw new IllegalArgumentException("year " + year);
        }

        /** The year of finalisation, in UTC, where all servers agree on it (DESIGN 8). */
        public static Yearly of(Instant finalizedAt, long sequence) {
            return new Yearly(finalizedAt.atOffset(ZoneOffset.UTC).getYear(), sequence);
        }

        @Override
        public String text() {
            return "INV-" + padded(year, 4) + "-" + padded(sequence, 4);
        }
    }

    /**
     * One sequence for each customer of an issuer: BENT-1-001-002 is the second invoice of the
     * first customer of issuer BENT-1 (Lago). Three digits at least.
     *
     * @param issuer the prefix that the issuer chose, its own number included
     */
    record PerCustomer(String issuer, long customer, long sequence) implements InvoiceNumber {
        public PerCustomer {
            refuseBelowOne(customer);
            refuseBelowOne(sequence);
        }

        @Override
        public String text() {
            return issuer + "-" + padded(customer, 3) + "-" + padded(sequence, 3);
        }
    }

    private static void refuseBelowOne(long sequence) {
        if (sequence < 1) throw new IllegalArgumentException("invoice number " + sequence);
    }

    private static String padded(long number, int digits) {
        String text = Long.toString(number);
        return "0".repeat(Math.max(0, digits - text.length())) + text;
    }
}
