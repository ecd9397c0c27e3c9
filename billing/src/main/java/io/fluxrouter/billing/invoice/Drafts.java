package io.fluxrouter.billing.invoice;

import io.fluxrouter.billing.invoice.InvoiceSubject.Reason;
import io.fluxrouter.billing.invoice.Taxes.Taxed;
import io.fluxrouter.billing.meter.MeterBook;
import io.fluxrouter.billing.subscription.PeriodRef;
import io.fluxrouter.billing.subscription.PeriodTerms;
import io.fluxrouter.core.invoice.InvoiceStatus;
import io.fluxrouter.core.invoice.TaxRate;
import io.fluxrouter.core.rating.Rounding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

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
    private final Map<Taxed, List<TaxRate>> knownRates = new HashMap<>();
    private @Nullable Long settledMark;

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
     * The drafts of periods, those that end first before others.
     *
     * @param late final periods of each subscription to look at again
     */
    List<Invoice> ofPeriods(Collection<PeriodRef> periods, Map<UUID, List<Integer>> late) {
        DraftFacts facts = DraftFacts.read(tx, periods, ahead.offers());
        return facts.terms().entrySet().stream()
                .map(
                        one -> {
                            UUID id = one.getKey().subscriptionId();
                            InvoiceSubject subject = subject(one.getValue(), id, Reason.PERIOD, 0);
                            return draft(
                                    UUID.randomUUID(),
                                    subject,
                                    facts,
                                    late.getOrDefault(id, List.of()));
                        })
                .toList();
    }

    /** The draft of what became known after the last period of a subscription. */
    Invoice ofLate(PeriodRef lastPeriod, int occasion, Collection<Integer> late) {
        DraftFacts facts = DraftFacts.read(tx, List.of(lastPeriod), ahead.offers());
        InvoiceSubject subject =
                subject(
                        facts.termsOf(lastPeriod),
                        lastPeriod.subscriptionId(),
                        Reason.LATE,
                        occasion);
        return draft(UUID.randomUUID(), subject, facts, late);
    }

    /**
     * The same drafts by all that is known now. A manual one says what its author wrote.
     *
     * @param late as {@link #ofPeriods} takes them
     */
    List<Invoice> again(List<Invoice> drafts, Map<UUID, List<Integer>> late) {
        List<PeriodRef> periods =
                drafts.stream()
                        .map(Invoice::subject)
                        .filter(subject -> subject.reason() != Reason.MANUAL)
                        .map(InvoiceSubject::requirePeriodRef)
                        .distinct()
                        .toList();
        DraftFacts facts = DraftFacts.read(tx, periods, ahead.offers());
        return drafts.stream().map(draft -> again(draft, facts, late)).toList();
    }

    private Invoice again(Invoice before, DraftFacts facts, Map<UUID, List<Integer>> late) {
        InvoiceSubject subject = before.subject();
        if (subject.reason() == Reason.MANUAL) return before;
        Collection<Integer> periods =
                new TreeSet<>(late.getOrDefault(subject.requireSubscription(), List.of()));
        periods.addAll(adjusted(before));
        Invoice after = draft(before.id(), subject, facts, periods);
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
            UUID id, InvoiceSubject subject, DraftFacts facts, Collection<Integer> late) {
        PeriodRef period = subject.requirePeriodRef();
        PeriodTerms terms = facts.termsOf(period);
        List<InvoiceLine> lines = new ArrayList<>();
        if (subject.reason() == Reason.PERIOD) {
            CountedQuantities quantities = new CountedQuantities(tx, meters, ahead);
            lines.addAll(new PeriodLines(terms, quantities, settledMark()).lines());
        }
        if (!late.isEmpty()) {
            lines.addAll(new Adjustments(tx, meters, period.subscriptionId(), id).lines(late));
        }
        ServiceTime service =
                new ServiceTime(terms.period().span().start(), terms.period().span().end());
        List<InvoiceDiscount> discounts =
                facts.discountsOf(
                        subject.customerId(),
                        period.subscriptionId(),
                        terms.currency(),
                        service.until());
        return of(
                id,
                subject,
                facts.partiesOf(subject.customerId()),
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

    /** A draft of any lines: the tax as it is now, and what stands below the lines. */
    Invoice of(
            UUID id,
            InvoiceSubject subject,
            Parties parties,
            String currency,
            List<InvoiceLine> lines,
            List<InvoiceDiscount> discounts,
            InvoiceDates dates) {
        List<TaxRate> rates =
                knownRates.computeIfAbsent(
                        new Taxed(
                                subject.organizationId(),
                                parties.seller().country(),
                                parties.billedTo().country()),
                        taxed -> Taxes.rates(tx, taxed, now));
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

    /** Once for all drafts of the transaction: an older mark is as true. */
    private long settledMark() {
        if (settledMark == null) settledMark = LateEvents.settledMark(tx);
        return settledMark;
    }
}
