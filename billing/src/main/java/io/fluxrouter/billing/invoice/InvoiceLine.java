package io.fluxrouter.billing.invoice;

import io.fluxrouter.core.rating.Rating;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A line of an invoice.
 *
 * @param position from 1
 * @param quantity what was counted; of an adjustment, by how much more or less; 1 for fees
 * @param unitAmount empty where the amount is not quantity times one price
 * @param amount rounded; negative for what is given back
 * @param discount its share of the invoice's discounts
 * @param tax its share of the invoice's taxes
 * @param chargeId of the plan; null for a manual line, and for what changes of plan give and take
 * @param usage what it counts; empty for fees and manual lines
 * @param service when what it is for was served; empty for manual lines without one
 */
public record InvoiceLine(
        int position,
        Kind kind,
        String description,
        BigDecimal quantity,
        Optional<BigDecimal> unitAmount,
        BigDecimal amount,
        BigDecimal discount,
        BigDecimal tax,
        @Nullable UUID chargeId,
        Optional<LineUsage> usage,
        Optional<ServiceTime> service) {

    /** What a line is for. Stored and shown: never rename one. */
    public enum Kind {
        FEE,
        UNUSED,
        REMAINING,
        USAGE,
        MINIMUM,
        /** What became known about a period after its invoice was final. */
        ADJUSTMENT,
        MANUAL;

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Kind byKey(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }
    }

    /** A line that has no place and no shares yet. */
    static InvoiceLine unplaced(
            Kind kind,
            String description,
            BigDecimal quantity,
            Optional<BigDecimal> unitAmount,
            BigDecimal amount,
            @Nullable UUID chargeId,
            Optional<LineUsage> usage,
            Optional<ServiceTime> service) {
        BigDecimal none = BigDecimal.ZERO.setScale(amount.scale());
        return new InvoiceLine(
                0,
                kind,
                description,
                quantity,
                unitAmount,
                amount,
                none,
                none,
                chargeId,
                usage,
                service);
    }

    /** The same with its place on the invoice, and its shares of what stands below the lines. */
    InvoiceLine placed(int at, BigDecimal discountShare, BigDecimal taxShare) {
        return new InvoiceLine(
                at,
                kind,
                description,
                quantity,
                unitAmount,
                amount,
                discountShare,
                taxShare,
                chargeId,
                usage,
                service);
    }

    /** How usage became the amount; of an adjustment, how the whole period was rated anew. */
    public Optional<Rating> rating() {
        return usage.flatMap(LineUsage::rating);
    }

    InvoiceLine withAmount(BigDecimal changed) {
        return new InvoiceLine(
                position,
                kind,
                description,
                quantity,
                unitAmount,
                changed,
                discount,
                tax,
                chargeId,
                usage,
                service);
    }
}
