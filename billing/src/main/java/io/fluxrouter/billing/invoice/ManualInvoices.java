package io.fluxrouter.billing.invoice;

import io.fluxrouter.billing.input.Fields;
import io.fluxrouter.billing.invoice.InvoiceSubject.Reason;
import io.fluxrouter.billing.invoice.NewInvoice.DueDate;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What people write becomes a draft, and what they change of one. Writes nothing. */
final class ManualInvoices {
    private static final int MOST_DAYS = 3650;

    private final Handle tx;
    private final UUID organizationId;
    private final Drafts drafts;
    private final Instant now;

    ManualInvoices(Handle tx, UUID organizationId, Drafts drafts, Instant now) {
        this.tx = tx;
        this.organizationId = organizationId;
        this.drafts = drafts;
        this.now = now;
    }

    Invoice created(NewInvoice wanted) {
        requireCustomer(wanted.customerId());
        String currency = Discounts.currency(wanted.currency());
        InvoiceDates dates =
                new InvoiceDates(
                        null,
                        InvoiceSettings.STANDARD.dueDays(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        now,
                        now);
        return payable(
                drafts.of(
                                UUID.randomUUID(),
                                InvoiceSubject.manual(organizationId, wanted.customerId()),
                                Parties.of(tx, wanted.customerId()),
                                currency,
                                ManualLines.of(wanted.lines(), currency),
                                checked(wanted.discounts()),
                                wanted.due().map(due -> due(dates, due)).orElse(dates))
                        .withMemo(Fields.optionalText(wanted.memo(), "memo")));
    }

    Invoice edited(Invoice before, InvoiceEdit edit) {
        boolean manual = before.subject().reason() == Reason.MANUAL;
        if (!manual && (edit.lines().isSet() || edit.customerId().isSet())) {
            throw ApiError.of(Refusal.CONFLICT, "Lines and customer follow from the subscription.");
        }
        if (!manual && edit.discounts().isSet()) {
            throw ApiError.of(Refusal.CONFLICT, "Discounts follow from the subscription.");
        }
        InvoiceDates dates =
                edit.due()
                        .over(
                                before.dates(),
                                due -> due(before.dates(), required(due, "due_date")));
        UUID customer =
                edit.customerId()
                        .over(before.customerId(), id -> known(required(id, "customer_id")));
        List<InvoiceLine> lines =
                edit.lines()
                        .over(
                                before.lines(),
                                wanted ->
                                        ManualLines.of(
                                                required(wanted, "line_items"), before.currency()));
        List<InvoiceDiscount> discounts =
                edit.discounts()
                        .over(
                                before.discounts(),
                                wanted -> checked(Objects.requireNonNullElse(wanted, List.of())));
        String memo =
                edit.memo().overOptional(before.memo(), text -> Fields.optionalText(text, "memo"));
        return again(before, customer, lines, discounts, dates.updatedAt(now)).withMemo(memo);
    }

    private Invoice again(
            Invoice before,
            UUID customer,
            List<InvoiceLine> lines,
            List<InvoiceDiscount> discounts,
            InvoiceDates dates) {
        InvoiceSubject subject =
                before.subject().reason() == Reason.MANUAL
                        ? InvoiceSubject.manual(organizationId, customer)
                        : before.subject();
        Invoice after =
                drafts.of(
                        before.id(),
                        subject,
                        Parties.of(tx, customer),
                        before.currency(),
                        lines,
                        discounts,
                        dates);
        return subject.reason() == Reason.MANUAL ? payable(after) : after;
    }

    private InvoiceDates due(InvoiceDates before, DueDate due) {
        return switch (due) {
            case DueDate.Days(int days) -> {
                if (days < 0 || days > MOST_DAYS) {
                    throw Fields.invalid("due_days must be from 0 to 3650.", "due_days");
                }
                yield before.due(days, null);
            }
            case DueDate.At(Instant at) -> {
                // A day that has begun somewhere may be yesterday's here.
                if (at.isBefore(now.minus(Duration.ofDays(1)))
                        || at.isAfter(now.plus(Duration.ofDays(MOST_DAYS)))) {
                    throw Fields.invalid(
                            "due_date must be today or later, within ten years.", "due_date");
                }
                yield before.due(0, at);
            }
        };
    }

    private static List<InvoiceDiscount> checked(List<InvoiceDiscount> discounts) {
        discounts.forEach(Discounts::checked);
        return discounts;
    }

    /** What gives money back is a credit note. */
    private static Invoice payable(Invoice draft) {
        BigDecimal total = draft.amounts().total();
        if (total.signum() < 0) {
            throw Fields.invalid("The lines add up to less than nothing.", "line_items");
        }
        ManualLines.requireBookable(total, draft.currency(), "line_items");
        return draft;
    }

    private UUID known(UUID customerId) {
        requireCustomer(customerId);
        return customerId;
    }

    private void requireCustomer(UUID customerId) {
        boolean known =
                tx.createQuery(
                                """
                                SELECT count(*) > 0 FROM customer
                                WHERE id = :id AND organization_id = :organization
                                  AND archived_at IS NULL
                                """)
                        .bind("id", customerId)
                        .bind("organization", organizationId)
                        .mapTo(Boolean.class)
                        .one();
        if (!known) throw Fields.invalid("There is no such customer.", "customer_id");
    }

    private static <T> T required(@Nullable T value, String field) {
        if (value == null) throw Fields.invalid(field + " must not be null.", field);
        return value;
    }
}
