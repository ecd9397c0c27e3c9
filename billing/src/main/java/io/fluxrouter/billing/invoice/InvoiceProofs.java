package io.fluxrouter.billing.invoice;

import io.fluxrouter.billing.invoice.LineProof.Other;
import io.fluxrouter.billing.meter.MeterBook;
import io.fluxrouter.billing.meter.StoredMeter;
import io.fluxrouter.billing.subscription.BilledPeriods;
import io.fluxrouter.billing.subscription.PeriodRef;
import io.fluxrouter.billing.subscription.PeriodTerms;
import io.fluxrouter.billing.total.CountedEvent;
import io.fluxrouter.billing.total.CountedEvent.Place;
import io.fluxrouter.billing.total.MeterTotals;
import io.fluxrouter.billing.total.Scope;
import io.fluxrouter.core.invoice.TaxRate;
import io.fluxrouter.core.meter.GroupKey;
import io.fluxrouter.core.meter.MeterTotal;
import io.fluxrouter.core.rating.Rounding;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/**
 * Computes invoices anew, by the functions of the run and besides by core's rules alone, and shows
 * the events behind each line. Reads one state of the database and writes nothing. Safe for all
 * threads.
 */
public final class InvoiceProofs {
    /** Above this many events of a line it is not replayed: an answer must come in time. */
    private static final int MOST_REPLAYED = 100_000;

    private final Jdbi jdbi;
    private final MeterBook meters;

    public InvoiceProofs(Jdbi jdbi, MeterBook meters) {
        this.jdbi = jdbi;
        this.meters = meters;
    }

    /**
     * All lines, or one.
     *
     * @param position of the one; null for all
     */
    public InvoiceProof of(Invoice invoice, @Nullable Integer position) {
        return jdbi.inTransaction(
                TransactionIsolationLevel.REPEATABLE_READ,
                tx -> {
                    Anew anew = new Anew(tx, invoice);
                    return new InvoiceProof(
                            invoice,
                            ContentHash.of(invoice),
                            sums(invoice),
                            invoice.lines().stream()
                                    .filter(line -> position == null || line.position() == position)
                                    .map(anew::proof)
                                    .toList());
                });
    }

    /** A part of the events behind a line, in order of time; none where it counts nothing. */
    public List<CountedEvent> events(Invoice invoice, InvoiceLine line, Place after, int limit) {
        return jdbi.inTransaction(tx -> new Anew(tx, invoice).events(line, after, limit));
    }

    private static InvoiceAmounts sums(Invoice invoice) {
        List<TaxRate> rates =
                invoice.taxes().stream()
                        .map(tax -> new TaxRate(tax.name(), tax.percent()))
                        .toList();
        Rounding rounding = Rounding.toMinorUnit(invoice.currency());
        return Sums.of(invoice.lines(), invoice.discounts(), rates, rounding).amounts();
    }

    /** One invoice, as it comes out in one transaction. */
    private final class Anew {
        private final Handle tx;
        private final Invoice invoice;
        private final Map<Integer, List<InvoiceLine>> periods = new HashMap<>();

        Anew(Handle tx, Invoice invoice) {
            this.tx = tx;
            this.invoice = invoice;
        }

        LineProof proof(InvoiceLine line) {
            LineUsage usage = line.usage().orElse(null);
            if (usage == null) {
                return new LineProof(line, null, multiplied(line), null, List.of());
            }
            Adjustments.Key key = Adjustments.Key.of(line);
            InvoiceLine now =
                    period(usage).stream()
                            .filter(rated -> Adjustments.Key.of(rated).equals(key))
                            .findFirst()
                            .orElseGet(() -> Adjustments.nothingOf(line));
            return new LineProof(
                    line, meter(usage), Optional.of(now), replayed(now), others(line, key));
        }

        /** A fee and a manual line are quantity times price. */
        private Optional<InvoiceLine> multiplied(InvoiceLine line) {
            Rounding rounding = Rounding.toMinorUnit(invoice.currency());
            return line.unitAmount()
                    .map(price -> rounding.round(price.multiply(line.quantity())))
                    .map(line::withAmount);
        }

        private List<InvoiceLine> period(LineUsage usage) {
            return periods.computeIfAbsent(
                    number(usage),
                    number ->
                            new PeriodLines(terms(number), new CountedQuantities(tx, meters), 0)
                                    .lines().stream()
                                            .filter(line -> line.usage().isPresent())
                                            .toList());
        }

        private int number(LineUsage usage) {
            LineUsage.Adjusts adjusts = usage.adjusts();
            return adjusts == null ? invoice.subject().requirePeriod() : adjusts.periodNumber();
        }

        private PeriodTerms terms(int number) {
            UUID subscription = invoice.subject().requireSubscription();
            return BilledPeriods.terms(tx, new PeriodRef(subscription, number));
        }

        private List<Other> others(InvoiceLine line, Adjustments.Key key) {
            int number = number(line.usage().orElseThrow());
            return ProofRows.about(tx, invoice.subject().requireSubscription(), number).stream()
                    .filter(other -> Adjustments.Key.of(other.line()).equals(key))
                    .filter(other -> !isSame(other, line))
                    .toList();
        }

        private boolean isSame(Other other, InvoiceLine line) {
            return other.invoiceId().equals(invoice.id())
                    && other.line().position() == line.position();
        }

        private @Nullable BigDecimal replayed(InvoiceLine line) {
            LineUsage usage = line.usage().orElseThrow();
            StoredMeter meter = meter(usage);
            if (meter == null || line.kind() != InvoiceLine.Kind.USAGE) return null;
            if (usage.events() > MOST_REPLAYED) return null;
            Optional<Scope> scope = scope(line);
            if (scope.isEmpty()) return BigDecimal.ZERO;
            List<MeterTotal> totals =
                    MeterTotals.replayed(
                            tx,
                            meter.definition(),
                            scope.get(),
                            terms(number(usage)).period().span().zone());
            GroupKey group = group(line);
            return MeterTotals.sum(
                    group == null
                            ? totals
                            : totals.stream().filter(one -> one.group().equals(group)).toList());
        }

        List<CountedEvent> events(InvoiceLine line, Place after, int limit) {
            LineUsage usage = line.usage().orElse(null);
            StoredMeter meter = usage == null ? null : meter(usage);
            Optional<Scope> scope = scope(line);
            if (meter == null || scope.isEmpty()) return List.of();
            return MeterTotals.events(
                    tx, meter.definition(), scope.get(), group(line), after, limit);
        }

        private Optional<Scope> scope(InvoiceLine line) {
            return line.service()
                    .filter(service -> service.from().isBefore(service.until()))
                    .map(
                            service ->
                                    new Scope(
                                            invoice.organizationId(),
                                            invoice.customerId(),
                                            service.from(),
                                            service.until()));
        }

        /** The group of a charge that prices by dimensions; null for one that takes them all. */
        private @Nullable GroupKey group(InvoiceLine line) {
            LineUsage usage = line.usage().orElseThrow();
            boolean apart =
                    terms(number(usage)).phases().stream()
                            .flatMap(phase -> phase.offer().usageCharges().stream())
                            .filter(charge -> charge.id().equals(line.chargeId()))
                            .anyMatch(charge -> !charge.pricing().dimensions().isEmpty());
            return apart ? new GroupKey(new TreeMap<>(usage.dimensions())) : null;
        }

        private @Nullable StoredMeter meter(LineUsage usage) {
            UUID id = usage.meterId();
            return id == null ? null : meters.find(invoice.organizationId(), id).orElse(null);
        }
    }
}
