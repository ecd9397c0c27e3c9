package io.fluxrouter.billing.invoice;

import io.fluxrouter.billing.audit.AuditRecord;
import io.fluxrouter.billing.mail.Mail;
import io.fluxrouter.billing.mail.Mails;
import io.fluxrouter.core.invoice.InvoiceStatus;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Invoices on their way to customers by mail. The mail and the record of it commit together. Safe
 * for all threads.
 */
public final class InvoiceMails {
    private final Jdbi jdbi;
    private final InstantSource clock;
    private final boolean open;

    /**
     * @param open whether somebody sends what is put here
     */
    public InvoiceMails(Jdbi jdbi, InstantSource clock, boolean open) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.open = open;
    }

    /**
     * Where an invoice goes: the customer's address of today, else the one on the paper. CONFLICT
     * for one that is sent to nobody: a draft, one that is void, a customer without an address, a
     * server without mail.
     */
    public String recipient(Invoice invoice) {
        if (!open) {
            throw conflict(
                    "This server sends no mail: set FLUX_SMTP_URL. Or send the link of"
                            + " generate-token.");
        }
        InvoiceStatus status = invoice.status();
        if (status == InvoiceStatus.DRAFT || status == InvoiceStatus.VOID) {
            throw conflict("An invoice that is " + status + " is not sent.");
        }
        return jdbi.withHandle(handle -> address(handle, invoice))
                .or(() -> Optional.ofNullable(invoice.billedTo().email()))
                .filter(Mail::isAddress)
                .orElseThrow(() -> conflict("The customer has no email address to send it to."));
    }

    private static Optional<String> address(Handle handle, Invoice invoice) {
        return handle.createQuery("SELECT email FROM customer WHERE id = :id AND email IS NOT NULL")
                .bind("id", invoice.subject().customerId())
                .mapTo(String.class)
                .findOne();
    }

    /** Keeps the mail, which goes out within seconds, and that it was sent. */
    public void put(Invoice invoice, Mail mail, String author) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        jdbi.useTransaction(
                tx -> {
                    Mails.put(tx, mail, now);
                    new AuditRecord(invoice.id(), "send_email", author, mail.recipient(), now)
                            .insert(tx);
                });
    }

    private static ApiError conflict(String message) {
        return ApiError.of(Refusal.CONFLICT, message);
    }
}
