package io.fluxrouter.billing.invoice;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 over all that a final invoice says: parties, number, dates, lines with their split by
 * tier, discounts, taxes and sums. Whoever changes any of it in the database changes the hash.
 *
 * <p>It covers "name=length:value" lines, as the hash chain of the ledger does; amounts as plain
 * decimals with their digits. What becomes of the invoice later (status, payments) is left out.
 */
public final class ContentHash {
    private final StringBuilder text = new StringBuilder(2048);

    private ContentHash() {}

    /** In 64 hex digits. */
    public static String of(Invoice invoice) {
        return sha256(canonical(invoice));
    }

    /** What is hashed, for who wants to check by hand. */
    public static String canonical(Invoice invoice) {
        ContentHash content = new ContentHash();
        content.head(invoice);
        invoice.lines().forEach(content::line);
        content.field("discounts", StoredJson.writeDiscounts(invoice.discounts()));
        content.field("taxes", StoredJson.writeTaxes(invoice.taxes()));
        InvoiceAmounts amounts = invoice.amounts();
        content.field("subtotal", amounts.subtotal().toPlainString());
        content.field("discount", amounts.discount().toPlainString());
        content.field("tax", amounts.tax().toPlainString());
        content.field("total", amounts.total().toPlainString());
        content.field("credit_applied", amounts.creditApplied().toPlainString());
        return content.text.toString();
    }

    private void head(Invoice invoice) {
        InvoiceSubject subject = invoice.subject();
        InvoiceDates dates = invoice.dates();
        field("id", invoice.id());
        field("number", invoice.number());
        field("organization", subject.organizationId());
        field("customer", subject.customerId());
        field("reason", subject.reason().key());
        field("subscription", subject.subscriptionId());
        field("period", subject.periodNumber());
        field("occasion", subject.occasion());
        field("currency", invoice.currency());
        service(dates.service());
        field("finalized_at", dates.finalizedAt());
        field("due_at", dates.dueAt());
        field("seller", StoredJson.write(invoice.seller()));
        field("billed_to", StoredJson.write(invoice.billedTo()));
        field("memo", invoice.memo());
    }

    private void line(InvoiceLine line) {
        field("line", line.position());
        field("kind", line.kind().key());
        field("description", line.description());
        field("quantity", line.quantity().toPlainString());
        field("unit_amount", line.unitAmount().map(StoredJson::plain).orElse(null));
        field("amount", line.amount().toPlainString());
        field("line_discount", line.discount().toPlainString());
        field("line_tax", line.tax().toPlainString());
        field("charge", line.chargeId());
        service(line.service().orElse(null));
        line.usage().ifPresent(this::usage);
    }

    private void usage(LineUsage usage) {
        LineUsage.Adjusts adjusts = usage.adjusts();
        field("meter", usage.meterId());
        field("dimensions", texts(usage.dimensions()));
        field(
                "rating",
                usage.rating().map(rating -> RatingJson.write(rating).toString()).orElse(null));
        field("events", usage.events());
        field("mark", usage.mark());
        field("adjusts", adjusts == null ? null : adjusts.periodNumber() + " " + adjusts.kind());
    }

    private void service(@Nullable ServiceTime service) {
        field("from", service == null ? null : service.from());
        field("until", service == null ? null : service.until());
    }

    private static String texts(Map<String, String> texts) {
        return StoredJson.writeTexts(new TreeMap<>(texts));
    }

    private void field(String name, @Nullable Object value) {
        String written = Objects.toString(value, "");
        text.append(name).append('=').append(value == null ? "null" : written.length());
        text.append(':').append(written).append('\n');
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
