package io.fluxrouter.console.invoice;

import io.fluxrouter.billing.input.Change;
import io.fluxrouter.billing.invoice.InvoiceDiscount;
import io.fluxrouter.billing.invoice.InvoiceEdit;
import io.fluxrouter.billing.invoice.NewInvoice;
import io.fluxrouter.billing.invoice.NewInvoice.DueDate;
import io.fluxrouter.billing.invoice.NewInvoice.NewLine;
import io.fluxrouter.console.http.Fields;
import io.fluxrouter.console.http.Times;
import io.fluxrouter.core.invoice.Discount;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what people write about an invoice. What is wrong is refused by the field's name. */
final class InvoiceFields {
    private static final String[] ANSWERED = {
        "id",
        "invoice_number",
        "organization_id",
        "status",
        "subtotal",
        "discount",
        "tax",
        "total",
        "amount_due",
        "amount_paid",
        "issue_date"
    };

    private static final BigDecimal MOST = BigDecimal.TEN.pow(12);
    private static final int MOST_DIGITS = 12;

    private InvoiceFields() {}

    static NewInvoice created(Fields fields) {
        return fields.readBy(
                read ->
                        new NewInvoice(
                                read.requiredId("customer_id"),
                                read.requiredText("currency"),
                                due(read) instanceof Change.Set<DueDate>(DueDate due)
                                        ? Optional.ofNullable(due)
                                        : Optional.empty(),
                                requiredLines(read),
                                list(read.objectsChange("discounts", InvoiceFields::discount)),
                                read.text("memo")));
    }

    /** Any subset of the fields; what an answer adds at the top may be sent back. */
    static InvoiceEdit edited(Fields fields) {
        Change<UUID> customer =
                fields.has("customer_id")
                        ? Change.to(fields.requiredId("customer_id"))
                        : Change.kept();
        return fields.ignore(ANSWERED)
                .readBy(
                        read ->
                                new InvoiceEdit(
                                        customer,
                                        due(read),
                                        read.objectsChange("line_items", InvoiceFields::line),
                                        read.objectsChange("discounts", InvoiceFields::discount),
                                        read.textChange("memo")));
    }

    /** {@code due_date} is a day or a time, {@code due_days} counts from the issue. */
    private static Change<DueDate> due(Fields fields) {
        String date = fields.text("due_date");
        Integer days = fields.number("due_days");
        if (date != null && days != null) {
            throw ApiError.of(
                    Refusal.INVALID_VALUE, "Send due_date or due_days, not both.", "due_days");
        }
        if (date != null) {
            return Change.to(new DueDate.At(Times.dayOrInstant("due_date", date)));
        }
        return days == null ? Change.kept() : Change.to(new DueDate.Days(days));
    }

    private static List<NewLine> requiredLines(Fields fields) {
        if (fields.objectsChange("line_items", InvoiceFields::line)
                        instanceof Change.Set<List<NewLine>>(List<NewLine> lines)
                && lines != null) {
            return lines;
        }
        throw ApiError.of(
                Refusal.MISSING_PARAMETER, "Missing required field 'line_items'.", "line_items");
    }

    private static NewLine line(Fields fields) {
        NewLine line =
                new NewLine(
                        fields.requiredText("description"),
                        fields.requiredDecimal("quantity"),
                        fields.requiredDecimal("unit_amount"));
        fields.ignore("line_total", "position", "kind", "amount", "discount", "tax");
        return line;
    }

    static InvoiceDiscount discount(Fields fields) {
        String name =
                io.fluxrouter.billing.input.Fields.text(
                        fields.requiredText("name"), fields.path("name"));
        BigDecimal percent = notNegative(fields, "percent_off");
        BigDecimal amount = notNegative(fields, "amount_off");
        if (amount != null && percent != null) {
            throw ApiError.of(
                    Refusal.INVALID_VALUE,
                    "A discount has a percent_off or an amount_off, not both.",
                    fields.path("amount_off"));
        }
        if (amount != null) return new InvoiceDiscount(name, new Discount.Fixed(amount));
        if (percent != null) return new InvoiceDiscount(name, new Discount.Percent(percent));
        throw ApiError.of(
                Refusal.MISSING_PARAMETER,
                "A discount has a percent_off or an amount_off.",
                fields.path("percent_off"));
    }

    /** An amount of money above zero, judged before it is known what there is to pay. */
    static @Nullable BigDecimal amount(Fields fields) {
        BigDecimal amount = fields.decimal("amount");
        if (amount == null) return null;
        // In this order: a number like 1e999999999 must be refused before it is written out.
        if (amount.signum() <= 0 || amount.compareTo(MOST) > 0 || amount.scale() > MOST_DIGITS) {
            throw ApiError.of(
                    Refusal.INVALID_VALUE,
                    "amount must be above 0, at most 1e12, with at most 12 decimals.",
                    "amount");
        }
        return amount;
    }

    private static @Nullable BigDecimal notNegative(Fields fields, String name) {
        BigDecimal value = fields.decimal(name);
        if (value == null || value.signum() >= 0) return value;
        throw ApiError.of(Refusal.INVALID_VALUE, name + " must not be below 0.", fields.path(name));
    }

    private static <T> List<T> list(Change<List<T>> change) {
        return change instanceof Change.Set<List<T>>(List<T> sent) && sent != null
                ? sent
                : List.of();
    }
}
