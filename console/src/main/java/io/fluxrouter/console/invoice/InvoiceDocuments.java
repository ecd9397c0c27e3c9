package io.fluxrouter.console.invoice;

import io.fluxrouter.billing.invoice.BilledTo;
import io.fluxrouter.billing.invoice.Invoice;
import io.fluxrouter.billing.invoice.InvoiceAmounts;
import io.fluxrouter.billing.invoice.InvoiceDates;
import io.fluxrouter.billing.invoice.InvoiceLine;
import io.fluxrouter.billing.invoice.Invoices;
import io.fluxrouter.billing.invoice.LineUsage;
import io.fluxrouter.billing.invoice.Seller;
import io.fluxrouter.billing.invoice.ServiceTime;
import io.fluxrouter.billing.meter.MeterBook;
import io.fluxrouter.console.invoice.InvoiceDocument.Days;
import io.fluxrouter.console.invoice.InvoiceDocument.Heading;
import io.fluxrouter.console.invoice.InvoiceDocument.Line;
import io.fluxrouter.console.invoice.InvoiceDocument.Named;
import io.fluxrouter.console.invoice.InvoiceDocument.Party;
import io.fluxrouter.console.invoice.InvoiceDocument.Tax;
import io.fluxrouter.console.invoice.InvoiceDocument.Tier;
import io.fluxrouter.console.invoice.InvoiceDocument.Totals;
import io.fluxrouter.core.rating.RatedPart;
import io.fluxrouter.core.rating.Rating;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes of a kept invoice what is printed of it. Days of service are those of the period's zone,
 * which is frozen with it; issue and due date are of UTC, as the year of the number is.
 */
public final class InvoiceDocuments {
    private final Invoices invoices;
    private final MeterBook meters;

    public InvoiceDocuments(Invoices invoices, MeterBook meters) {
        this.invoices = invoices;
        this.meters = meters;
    }

    InvoiceDocument of(Invoice invoice) {
        ZoneId zone = invoices.zoneOf(invoice);
        return new InvoiceDocument(
                heading(invoice, zone),
                seller(invoice.seller()),
                customer(invoice.billedTo()),
                invoice.currency(),
                invoice.lines().stream().map(line -> line(invoice, line, zone)).toList(),
                totals(invoice),
                invoice.memo());
    }

    private static Heading heading(Invoice invoice, ZoneId zone) {
        InvoiceDates dates = invoice.dates();
        ServiceTime service = dates.service();
        return new Heading(
                invoice.id(),
                invoice.status(),
                invoice.number(),
                day(dates.finalizedAt()),
                day(dates.dueAt()),
                service == null ? null : days(service, zone),
                Optional.ofNullable(dates.finalizedAt()).orElse(dates.createdAt()));
    }

    private static Party seller(Seller seller) {
        List<String> address = new ArrayList<>(seller.address());
        address.addAll(lines(country(seller.country())));
        if (seller.taxId() != null) address.add("Tax ID: " + seller.taxId());
        return new Party(seller.name(), address, seller.country());
    }

    private static Party customer(BilledTo to) {
        String city =
                Stream.of(to.postalCode(), to.city(), to.state())
                        .flatMap(Stream::ofNullable)
                        .reduce((one, other) -> one + " " + other)
                        .orElse(null);
        return new Party(
                to.name(),
                lines(to.line1(), city, country(to.country()), to.email()),
                to.country());
    }

    private static List<String> lines(@Nullable String... texts) {
        return Stream.of(texts).flatMap(Stream::ofNullable).toList();
    }

    /** Its name where the code has one. */
    private static @Nullable String country(@Nullable String code) {
        return code == null ? null : Locale.of("", code).getDisplayCountry(Locale.US);
    }

    private Line line(Invoice invoice, InvoiceLine line, ZoneId zone) {
        return new Line(
                line.description(),
                details(invoice, line, zone),
                line.quantity(),
                unit(invoice, line),
                unitPrice(line),
                line.amount(),
                tiers(line));
    }

    private static List<String> details(Invoice invoice, InvoiceLine line, ZoneId zone) {
        List<String> details = new ArrayList<>();
        line.usage()
                .map(LineUsage::dimensions)
                .filter(dimensions -> !dimensions.isEmpty())
                .map(InvoiceDocuments::written)
                .ifPresent(details::add);
        line.service()
                .filter(service -> !service.equals(invoice.dates().service()))
                .filter(service -> service.from().isBefore(service.until()))
                .map(service -> new InvoiceText(invoice.currency()).days(days(service, zone)))
                .ifPresent(details::add);
        return details;
    }

    /** In the order of names: "lane: express, region: eu". */
    private static String written(Map<String, String> dimensions) {
        return new TreeMap<>(dimensions)
                .entrySet().stream()
                        .map(one -> one.getKey() + ": " + one.getValue())
                        .collect(Collectors.joining(", "));
    }

    /** A meter's unit is fixed once it has counted something. */
    private String unit(Invoice invoice, InvoiceLine line) {
        if (line.quantity().signum() == 0) return "";
        return line.usage()
                .map(LineUsage::meterId)
                .flatMap(id -> meters.find(invoice.organizationId(), id))
                .map(meter -> meter.definition().unit())
                .orElse("");
    }

    /** A fee of one is its amount; nobody needs to read it twice. */
    private static @Nullable BigDecimal unitPrice(InvoiceLine line) {
        return switch (line.kind()) {
            case FEE, UNUSED, REMAINING, MINIMUM ->
                    line.quantity().compareTo(BigDecimal.ONE) == 0
                            ? null
                            : line.unitAmount().orElse(null);
            case USAGE, ADJUSTMENT, MANUAL -> line.unitAmount().orElse(null);
        };
    }

    /** The split of an adjustment is that of its whole period, so it is left to the proof. */
    private static List<Tier> tiers(InvoiceLine line) {
        if (line.kind() == InvoiceLine.Kind.ADJUSTMENT || line.unitAmount().isPresent()) {
            return List.of();
        }
        return line.rating().map(Rating::parts).orElse(List.of()).stream()
                .map(InvoiceDocuments::tier)
                .toList();
    }

    private static Tier tier(RatedPart part) {
        return new Tier(
                part.from(),
                part.upTo(),
                part.units(),
                part.unitPrice(),
                part.flatFee(),
                part.amount());
    }

    private static Totals totals(Invoice invoice) {
        InvoiceAmounts amounts = invoice.amounts();
        return new Totals(
                amounts.subtotal(),
                unlessZero("Discount", amounts.discount()),
                taxes(invoice),
                amounts.total(),
                Stream.of(
                                unlessZero(
                                        amounts.creditApplied().signum() < 0
                                                ? "Left on your balance"
                                                : "Credits applied",
                                        amounts.creditApplied()),
                                unlessZero("Paid", amounts.paid()),
                                unlessZero("Credit notes", amounts.credited()))
                        .flatMap(List::stream)
                        .toList(),
                amounts.due(),
                amounts.refunded());
    }

    /** Without any tax the paper says so (REFERENCE 2.6). */
    private static List<Tax> taxes(Invoice invoice) {
        if (invoice.taxes().isEmpty()) {
            return List.of(new Tax("Tax", BigDecimal.ZERO, invoice.amounts().tax()));
        }
        return invoice.taxes().stream()
                .map(tax -> new Tax(tax.name(), tax.percent(), tax.amount()))
                .toList();
    }

    private static List<Named> unlessZero(String name, BigDecimal amount) {
        return amount.signum() == 0 ? List.of() : List.of(new Named(name, amount));
    }

    private static @Nullable LocalDate day(@Nullable Instant time) {
        return time == null ? null : time.atZone(ZoneOffset.UTC).toLocalDate();
    }

    /** The last day is that of the last moment. */
    private static Days days(ServiceTime service, ZoneId zone) {
        LocalDate first = service.from().atZone(zone).toLocalDate();
        LocalDate last = service.until().minusNanos(1).atZone(zone).toLocalDate();
        return new Days(first, last.isBefore(first) ? first : last);
    }
}
