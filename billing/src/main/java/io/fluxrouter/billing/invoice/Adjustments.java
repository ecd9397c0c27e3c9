package io.fluxrouter.billing.invoice;

import io.fluxrouter.billing.meter.MeterBook;
import io.fluxrouter.billing.subscription.BilledPeriods;
import io.fluxrouter.billing.subscription.PeriodRef;
import io.fluxrouter.billing.subscription.PeriodTerms;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The lines by which an invoice makes up for what became known about final periods. A period is
 * rated anew with all events that are known now, and what any invoice said for it before, earlier
 * adjustments included, is taken off, charge by charge. So nothing is ever billed twice, however
 * often it is done; where nothing differs there is no line. Usage that costs nothing more, because
 * it was included or a maximum is reached, has a line of zero: quantities add up to what was used.
 *
 * <p>Used in a transaction that holds the subscription.
 */
final class Adjustments {
    private final Handle tx;
    private final MeterBook meters;
    private final UUID subscriptionId;
    private final @Nullable UUID own;

    /**
     * @param own the draft that the lines are for, whose own lines do not count as billed
     */
    Adjustments(Handle tx, MeterBook meters, UUID subscriptionId, @Nullable UUID own) {
        this.tx = tx;
        this.meters = meters;
        this.subscriptionId = subscriptionId;
        this.own = own;
    }

    /** What a line is for, over all invoices that have one. */
    record Key(
            @Nullable UUID chargeId,
            InvoiceLine.Kind kind,
            Map<String, String> dimensions,
            Instant from) {

        static Key of(InvoiceLine line) {
            LineUsage usage = line.usage().orElseThrow();
            LineUsage.Adjusts adjusts = usage.adjusts();
            return new Key(
                    line.chargeId(),
                    adjusts == null ? line.kind() : adjusts.kind(),
                    usage.dimensions(),
                    line.service().orElseThrow().from());
        }
    }

    List<InvoiceLine> lines(Collection<Integer> periods) {
        List<InvoiceLine> lines = new ArrayList<>();
        for (int period : new TreeSet<>(periods)) {
            if (!withdrawn(period)) lines.addAll(lines(period));
        }
        return lines;
    }

    private List<InvoiceLine> lines(int period) {
        PeriodTerms terms = BilledPeriods.terms(tx, new PeriodRef(subscriptionId, period));
        Map<Key, InvoiceLine> due = new LinkedHashMap<>();
        for (InvoiceLine line : rated(terms)) due.put(Key.of(line), line);
        Map<Key, List<InvoiceLine>> billed = billed(period);
        billed.forEach(
                (key, lines) -> due.computeIfAbsent(key, gone -> nothingOf(lines.getFirst())));
        List<InvoiceLine> lines = new ArrayList<>();
        due.forEach(
                (key, line) ->
                        difference(terms, line, billed.getOrDefault(key, List.of()))
                                .ifPresent(lines::add));
        return lines;
    }

    private List<InvoiceLine> rated(PeriodTerms terms) {
        CountedQuantities quantities = new CountedQuantities(tx, meters);
        return new PeriodLines(terms, quantities, LateEvents.settledMark(tx))
                .lines().stream().filter(line -> line.usage().isPresent()).toList();
    }

    private static Optional<InvoiceLine> difference(
            PeriodTerms terms, InvoiceLine due, List<InvoiceLine> billed) {
        BigDecimal amount = due.amount().subtract(sum(billed, InvoiceLine::amount));
        BigDecimal quantity = due.quantity().subtract(sum(billed, InvoiceLine::quantity));
        if (amount.signum() == 0 && quantity.signum() == 0) return Optional.empty();
        LineUsage usage = due.usage().orElseThrow();
        return Optional.of(
                InvoiceLine.unplaced(
                        InvoiceLine.Kind.ADJUSTMENT,
                        description(terms, due),
                        quantity,
                        Optional.empty(),
                        amount,
                        due.chargeId(),
                        Optional.of(
                                new LineUsage(
                                        usage.meterId(),
                                        usage.dimensions(),
                                        usage.rating(),
                                        usage.events(),
                                        usage.mark(),
                                        new LineUsage.Adjusts(
                                                terms.period().number(), due.kind()))),
                        due.service()));
    }

    /** A line that was billed and would not be today: of a group that has no events any more. */
    static InvoiceLine nothingOf(InvoiceLine billed) {
        LineUsage usage = billed.usage().orElseThrow();
        LineUsage.Adjusts adjusts = usage.adjusts();
        return InvoiceLine.unplaced(
                adjusts == null ? billed.kind() : adjusts.kind(),
                billed.description(),
                BigDecimal.ZERO,
                Optional.empty(),
                BigDecimal.ZERO.setScale(billed.amount().scale()),
                billed.chargeId(),
                Optional.of(
                        new LineUsage(
                                usage.meterId(),
                                usage.dimensions(),
                                Optional.empty(),
                                0,
                                usage.mark(),
                                null)),
                billed.service());
    }

    private static String description(PeriodTerms terms, InvoiceLine due) {
        ZoneId zone = terms.period().span().zone();
        LocalDate first = LocalDate.ofInstant(terms.period().span().start(), zone);
        LocalDate last = LocalDate.ofInstant(terms.period().span().end().minusNanos(1), zone);
        return "Adjustment " + first + " to " + last + ": " + due.description();
    }

    private static BigDecimal sum(List<InvoiceLine> lines, Function<InvoiceLine, BigDecimal> what) {
        return lines.stream().map(what).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** What invoices said for the period, drafts and void ones included: a void was forgiven. */
    private Map<Key, List<InvoiceLine>> billed(int period) {
        Map<Key, List<InvoiceLine>> billed = new LinkedHashMap<>();
        tx.createQuery(
                        """
                        SELECT l.* FROM invoice_line l JOIN invoice i ON i.id = l.invoice_id
                        WHERE i.subscription_id = :subscription AND i.deleted_at IS NULL
                          AND (CAST(:own AS uuid) IS NULL OR i.id <> CAST(:own AS uuid))
                          AND (l.adjusts_period = :period
                               OR i.period_number = :period AND i.reason = 'period'
                                  AND l.kind IN ('usage', 'minimum'))
                        ORDER BY i.created_at, i.id, l.position
                        """)
                .bind("subscription", subscriptionId)
                .bind("own", own)
                .bind("period", period)
                .map((row, context) -> LineRows.read(row))
                .forEach(
                        line ->
                                billed.computeIfAbsent(Key.of(line), key -> new ArrayList<>())
                                        .add(line));
        return billed;
    }

    /** Its draft was deleted, or is still to be finalised and counts everything itself. */
    private boolean withdrawn(int period) {
        return tx.createQuery(
                        """
                        SELECT count(*) > 0 FROM invoice
                        WHERE subscription_id = :subscription AND period_number = :period
                          AND reason = 'period' AND status = 'DRAFT'
                        """)
                .bind("subscription", subscriptionId)
                .bind("period", period)
                .mapTo(Boolean.class)
                .one();
    }
}
