package io.fluxrouter.billing.invoice;

import io.fluxrouter.core.invoice.InvoiceStatus;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An invoice as it is kept, with its lines.
 *
 * @param number null while it is a DRAFT
 * @param currency ISO 4217; all amounts are in its major unit, with its decimals
 * @param contentHash SHA-256 in hex over what it says, once it is final; see {@link ContentHash}
 * @param metaData what the last change of status noted: {@code status_change_note}, {@code
 *     status_change_timestamp}, {@code previous_status}
 */
public record Invoice(
        UUID id,
        InvoiceSubject subject,
        InvoiceStatus status,
        @Nullable String number,
        String currency,
        Seller seller,
        BilledTo billedTo,
        List<InvoiceLine> lines,
        List<InvoiceDiscount> discounts,
        List<InvoiceTax> taxes,
        InvoiceAmounts amounts,
        InvoiceDates dates,
        @Nullable String memo,
        @Nullable String contentHash,
        Map<String, String> metaData) {
    public Invoice {
        lines = List.copyOf(lines);
        discounts = List.copyOf(discounts);
        taxes = List.copyOf(taxes);
        metaData = Map.copyOf(metaData);
    }

    public UUID organizationId() {
        return subject.organizationId();
    }

    public UUID customerId() {
        return subject.customerId();
    }

    Invoice with(InvoiceDates changed) {
        return new Invoice(
                id,
                subject,
                status,
                number,
                currency,
                seller,
                billedTo,
                lines,
                discounts,
                taxes,
                amounts,
                changed,
                memo,
                contentHash,
                metaData);
    }

    Invoice withMemo(@Nullable String text) {
        return new Invoice(
                id,
                subject,
                status,
                number,
                currency,
                seller,
                billedTo,
                lines,
                discounts,
                taxes,
                amounts,
                dates,
                text,
                contentHash,
                metaData);
    }

    Invoice with(InvoiceAmounts changed) {
        return new Invoice(
                id,
                subject,
                status,
                number,
                currency,
                seller,
                billedTo,
                lines,
                discounts,
                taxes,
                changed,
                dates,
                memo,
                contentHash,
                metaData);
    }

    Invoice withStatus(InvoiceStatus changed, Map<String, String> noted) {
        return new Invoice(
                id,
                subject,
                changed,
                number,
                currency,
                seller,
                billedTo,
                lines,
                discounts,
                taxes,
                amounts,
                dates,
                memo,
                contentHash,
                noted);
    }

    /** As it is once it is final. */
    Invoice numbered(String given) {
        return new Invoice(
                id,
                subject,
                InvoiceStatus.OPEN,
                given,
                currency,
                seller,
                billedTo,
                lines,
                discounts,
                taxes,
                amounts,
                dates,
                memo,
                contentHash,
                metaData);
    }

    Invoice hashed() {
        String hash = ContentHash.of(this);
        return new Invoice(
                id, subject, status, number, currency, seller, billedTo, lines, discounts, taxes,
                amounts, dates, memo, hash, metaData);
    }
}
