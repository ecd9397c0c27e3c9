package io.fluxrouter.billing.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.billing.input.NumberedPage;
import io.fluxrouter.billing.invoice.Invoice;
import io.fluxrouter.billing.invoice.InvoiceLine;
import io.fluxrouter.billing.invoice.InvoiceQuery;
import io.fluxrouter.billing.invoice.InvoiceSubject.Reason;
import io.fluxrouter.billing.invoice.ServiceTime;
import io.fluxrouter.core.invoice.InvoiceStatus;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The invoices of a customer as text, in the order in which they were made: {@code 2024-01-31 to
 * 2024-02-29: fee 10.00, usage 12.00 = 22.00}. Lines of zero are left out.
 */
final class Paper {
    private final Given given;
    private final UUID customerId;
    private final ZoneId zone;

    Paper(Given given, UUID customerId, ZoneId zone) {
        this.given = given;
        this.customerId = customerId;
        this.zone = zone;
    }

    void are(String... texts) {
        assertThat(texts()).containsExactly(texts);
    }

    List<String> texts() {
        return all().stream().map(this::text).toList();
    }

    /** "2024-01-31 to 2024-02-29" of each. */
    List<String> periods() {
        return all().stream().map(this::period).toList();
    }

    /** Oldest period first; the late one of a period behind it. */
    List<Invoice> all() {
        List<Invoice> all = new ArrayList<>();
        int number = 1;
        List<Invoice> page = page(number);
        while (!page.isEmpty()) {
            all.addAll(page);
            page = page(++number);
        }
        all.sort(
                Comparator.comparing((Invoice one) -> service(one).until())
                        .thenComparing(one -> one.dates().createdAt())
                        .thenComparingInt(one -> one.subject().occasion()));
        return all;
    }

    private List<Invoice> page(int number) {
        return given.invoices
                .list(
                        InvoiceQuery.all(Given.OWNER).ofCustomer(customerId),
                        new NumberedPage(number, NumberedPage.MAX_SIZE))
                .items();
    }

    private String text(Invoice invoice) {
        String head = invoice.status() == InvoiceStatus.DRAFT ? "draft " : "";
        String late = invoice.subject().reason() == Reason.LATE ? "late, " : "";
        return head
                + late
                + period(invoice)
                + ": "
                + invoice.lines().stream()
                        .filter(line -> line.amount().signum() != 0)
                        .map(Paper::text)
                        .collect(Collectors.joining(", "))
                + " = "
                + invoice.amounts().total().toPlainString();
    }

    private static String text(InvoiceLine line) {
        return line.kind().key() + " " + line.amount().toPlainString();
    }

    private String period(Invoice invoice) {
        return local(service(invoice).from()) + " to " + local(service(invoice).until());
    }

    private static ServiceTime service(Invoice invoice) {
        return Objects.requireNonNull(invoice.dates().service());
    }

    private String local(Instant instant) {
        LocalDateTime time = LocalDateTime.ofInstant(instant, zone);
        return time.toLocalTime().equals(LocalTime.MIDNIGHT)
                ? time.toLocalDate().toString()
                : time.toString();
    }
}
