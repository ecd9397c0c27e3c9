package io.fluxrouter.billing.invoice;

import io.fluxrouter.billing.invoice.InvoiceSubject.Reason;
import io.fluxrouter.billing.meter.MeterBook;
import io.fluxrouter.billing.subscription.BilledPeriods;
import io.fluxrouter.billing.subscription.PeriodTerms;
import io.fluxrouter.core.invoice.InvoiceStatus;
import io.fluxrouter.core.invoice.TaxRate;
import io.fluxrouter.core.rating.Rounding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * What a draft says: the invoice run, the finaliser and the preview have it from here, so they
 * cannot disagree. Writes nothing. Used in a transaction that holds the subscription.
 */
final class Drafts {
    private final Handle tx;
    private final MeterBook meters;
    private final InvoiceSettings settings;
    private final Instant now;
    private final CountedAhead ahead;

    Drafts(Handle tx, MeterBook meters, InvoiceSettings settings, Instant now) {
        this(tx, meters, settings, now, CountedAhead.nothing());
    }

    Drafts(Handle tx, MeterBook meters, InvoiceSettings settings, Instant now, CountedAhead ahead) {
        this.ahead = ahead;
        this.tx = tx;
        this.meters = meters;
        this.settings = settings;
        this.now = now;
    }

    /**
     * The draft of a period.
     *
     * @param late final periods to look at again
     */
    Invoice ofPeriod(UUID subscriptionId, int number, Collection<Integer> late) {
        UUID id = UUID.randomUUID();
        PeriodTerms terms = BilledPeriods.terms(tx, subscriptionId, number, ahead.offers());
        return draft(id, subject(terms, subscriptionId, Reason.PERIOD, 0), terms, late);
    }

    /** The draft of what became known after the last period of a subscription. */
    Invoice ofLate(UUID subscriptionId, int lastPeriod, int occasion, Collection<Integer> late) {
        UUID id = UUID.randomUUID();
        PeriodTerms terms = BilledPeriods.terms(tx, subscriptionId, lastPeriod, ahead.offers());
        return draft(id, subject(terms, subscriptionId, Reason.LATE, occasion), terms, late);
    }

    /** The same draft by all that is known now. A manual one says what its author wrote. */
    Invoice again(Invoice before, Collection<Integer> late) {
        InvoiceSubject subject = before.subject();
        if (subject.reason() == Reason.MANUAL) return before;
        PeriodTerms terms =
                BilledPeriods.terms(
                        tx, subject.requireSubscription(), subject.requirePeriod(), ahead.offers());
        Collection<Integer> periods = new TreeSet<>(late);
        periods.addAll(adjusted(before));
        Invoice after = draft(before.id(), subject, terms, periods);
        return after.with(before.dates().updatedAt(now)).withMemo(before.memo());
    }

    /** The periods that a draft adjusts. */
    static List<Integer> adjusted(Invoice draft) {
        return draft.lines().stream()
                .flatMap(line -> line.usage().stream())
                .map(LineUsage::adjusts)
                .flatMap(Stream::ofNullable)
                .map(LineUsage.Adjusts::periodNumber)
                .distinct()
                .toList();
    }

    private static InvoiceSubject subject(
            PeriodTerms terms, UUID subscriptionId, Reason reason, int occasion) {
        return new InvoiceSubject(
                terms.customer().organizationId(),
                terms.customer().customerId(),
                reason,
                subscriptionId,
                terms.period().number(),
                occasion);
    }

    private Invoice draft(
            UUID id, InvoiceSubject subject, PeriodTerms terms, Collection<Integer> late) {
        UUID subscriptionId = subject.requireSubscription();
        List<InvoiceLine> lines = new ArrayList<>();
        if (subject.reason() == Reason.PERIOD) {
            CountedQuantities quantities = new CountedQuantities(tx, meters, ahead);
            lines.addAll(new PeriodLines(terms, quantities, LateEvents.settledMark(tx)).lines());
        }
        lines.addAll(new Adjustments(tx, meters, subscriptionId, id).lines(late));
        ServiceTime service =
                new ServiceTime(terms.period().span().start(), terms.period().span().end());
        List<InvoiceDiscount> discounts =
                Discounts.valid(
                        tx,
                        subject.customerId(),
                        subscriptionId,
                        terms.currency(),
                        service.until());
        return of(
                id,
                subject,
                terms.currency(),
                lines,
                discounts,
                new InvoiceDates(
                        service,
                        settings.dueDays(),
                        null,
                        now.plus(settings.grace()),
                        null,
                        null,
                        null,
                        now,
                        now));
    }

    /** A draft of any lines: parties and tax as they are now, and what stands below the lines. */
    Invoice of(
            UUID id,
            InvoiceSubject subject,
            String currency,
            List<InvoiceLine> lines,
            List<InvoiceDiscount> discounts,
            InvoiceDates dates) {
        Parties parties = Parties.of(tx, subject.customerId());
        List<TaxRate> rates = Taxes.rates(tx, subject.organizationId(), parties, now);
        Sums sums = Sums.of(lines, discounts, rates, Rounding.toMinorUnit(currency));
        return new Invoice(
                id,
                subject,
                InvoiceStatus.DRAFT,
                null,
                currency,
                parties.seller(),
                parties.billedTo(),
                sums.lines(),
                discounts,
                sums.taxes(),
                sums.amounts(),
                dates,
                null,
                null,
                Map.of());
    }
}
