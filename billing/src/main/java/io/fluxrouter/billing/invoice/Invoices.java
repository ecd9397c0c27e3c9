package io.fluxrouter.billing.invoice;

import io.fluxrouter.billing.audit.AuditRecord;
import io.fluxrouter.billing.clock.CustomerTime;
import io.fluxrouter.billing.database.MonthPartitions;
import io.fluxrouter.billing.database.MonthPartitions.Table;
import io.fluxrouter.billing.input.Fields;
import io.fluxrouter.billing.input.Listing;
import io.fluxrouter.billing.input.NumberedPage;
import io.fluxrouter.billing.subscription.BilledPeriods;
import io.fluxrouter.core.invoice.InvoiceStatus;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The invoices of organisations: manual ones, and what people do with any. Each move is one
 * transaction that holds the invoice's row, so of two at once one comes second and is judged by
 * what the first left: mostly a CONFLICT. An invoice of another organisation is NOT_FOUND. Safe for
 * all threads.
 */
public final class Invoices {
    private final Jdbi jdbi;
    private final InvoiceRun run;
    private final CustomerTime time;
    private final MonthPartitions partitions;

    public Invoices(Jdbi jdbi, InvoiceRun run, InstantSource clock) {
        this.jdbi = jdbi;
        this.run = run;
        this.time = new CustomerTime(clock);
        this.partitions = new MonthPartitions(jdbi);
    }

    public Optional<Invoice> find(UUID organizationId, UUID id) {
        return jdbi.withHandle(handle -> InvoiceRows.find(handle, id))
                .filter(found -> found.organizationId().equals(organizationId));
    }

    public Invoice get(UUID organizationId, UUID id) {
        return find(organizationId, id).orElseThrow(InvoiceRows::unknown);
    }

    /** Newest first; drafts too. */
    public Listing<Invoice> list(InvoiceQuery wanted, NumberedPage page) {
        return jdbi.withHandle(handle -> InvoiceRows.list(handle, wanted, page));
    }

    /** What paid an invoice, and what was given back for it, oldest first. */
    public List<InvoicePayment> payments(UUID organizationId, UUID id) {
        get(organizationId, id);
        return jdbi.withHandle(handle -> PaymentRows.of(handle, id));
    }

    /** The records of its moves, oldest first. */
    public List<AuditRecord> audit(UUID organizationId, UUID id) {
        get(organizationId, id);
        return jdbi.withHandle(handle -> AuditRecord.of(handle, id));
    }

    /** On whose clock the days of an invoice are; UTC for one of no period. */
    public ZoneId zoneOf(Invoice invoice) {
        InvoiceSubject subject = invoice.subject();
        if (subject.subscriptionId() == null) return ZoneOffset.UTC;
        return jdbi.withHandle(handle -> BilledPeriods.terms(handle, subject.requirePeriodRef()))
                .period()
                .span()
                .zone();
    }

    /** The invoice of a period as it would be now; by the functions of the run. */
    public InvoiceRun.Preview preview(UUID subscriptionId, UUID customerId, int period) {
        Instant now = jdbi.withHandle(handle -> time.now(handle, customerId));
        return run.preview(subscriptionId, period, now);
    }

    /** A manual draft. Throws an {@link ApiError} INVALID_VALUE that names the field. */
    public Invoice create(UUID organizationId, NewInvoice wanted, String author) {
        return jdbi.inTransaction(
                tx -> {
                    Instant now = time.now(tx, wanted.customerId());
                    Invoice draft = manual(tx, organizationId, now).created(wanted);
                    InvoiceRows.insert(tx, List.of(draft));
                    InvoiceEvents.created(tx, List.of(draft), now);
                    new AuditRecord(draft.id(), "create", author, "DRAFT", now).insert(tx);
                    return draft;
                });
    }

    /** Changes a draft; CONFLICT for an invoice that is final. */
    public Invoice edit(UUID organizationId, UUID id, InvoiceEdit edit, String author) {
        return jdbi.inTransaction(
                tx -> {
                    Invoice before = lock(tx, organizationId, id);
                    if (!before.status().isEditable()) {
                        throw ApiError.of(
                                Refusal.CONFLICT,
                                "Only a DRAFT can be changed; this invoice is "
                                        + before.status()
                                        + ".");
                    }
                    Instant now = time.now(tx, before.customerId());
                    Invoice after = manual(tx, organizationId, now).edited(before, edit);
                    InvoiceRows.updateDrafts(tx, List.of(after));
                    new AuditRecord(id, "edit", author, "DRAFT", now).insert(tx);
                    return after;
                });
    }

    /** Takes a draft away; CONFLICT for an invoice that is final. */
    public void delete(UUID organizationId, UUID id, String author) {
        jdbi.useTransaction(
                tx -> {
                    Invoice draft = lock(tx, organizationId, id);
                    new Life(tx, time.now(tx, draft.customerId()), author).delete(draft);
                });
    }

    /** Makes a draft final now, whatever its grace. */
    public Invoice finalizeNow(UUID organizationId, UUID id, String author) {
        return run.finalizer().now(id, nowFor(organizationId, id), author);
    }

    /**
     * Takes a payment.
     *
     * @param amount all of what is due where none is given
     */
    public Invoice pay(
            UUID organizationId,
            UUID id,
            Optional<BigDecimal> amount,
            @Nullable String note,
            String author) {
        String text = Fields.optionalText(note, "note");
        return move(
                organizationId,
                id,
                author,
                (life, before) -> life.pay(before, amount.orElse(null), text));
    }

    /** Withdraws an invoice that is not paid. */
    public Invoice makeVoid(UUID organizationId, UUID id, @Nullable String note, String author) {
        return changeStatus(organizationId, id, InvoiceStatus.VOID, note, author);
    }

    public Invoice giveUp(UUID organizationId, UUID id, @Nullable String note, String author) {
        return changeStatus(organizationId, id, InvoiceStatus.UNCOLLECTIBLE, note, author);
    }

    /** Moves it to a state by the rules of {@link InvoiceStatus}; PAID takes all of what is due. */
    public Invoice changeStatus(
            UUID organizationId,
            UUID id,
            InvoiceStatus wanted,
            @Nullable String note,
            String author) {
        String text = Fields.optionalText(note, "note");
        return switch (wanted) {
            case OPEN -> finalizeNow(organizationId, id, author);
            case PAID -> pay(organizationId, id, Optional.empty(), note, author);
            case VOID ->
                    move(organizationId, id, author, (life, before) -> life.makeVoid(before, text));
            case UNCOLLECTIBLE ->
                    move(organizationId, id, author, (life, before) -> life.giveUp(before, text));
            case DRAFT -> throw ApiError.of(Refusal.CONFLICT, "No invoice becomes a DRAFT again.");
        };
    }

    /** A move of a final invoice. */
    @FunctionalInterface
    private interface Move {
        Invoice make(Life life, Invoice before);
    }

    private Invoice move(UUID organizationId, UUID id, String author, Move move) {
        Instant now = nowFor(organizationId, id);
        partitions.ensure(Table.TRANSFER, now);
        return jdbi.inTransaction(
                tx -> {
                    Invoice after =
                            move.make(new Life(tx, now, author), lock(tx, organizationId, id));
                    if (after.status().isFinal()) run.standing().recover(tx, after, now);
                    return after;
                });
    }

    private Instant nowFor(UUID organizationId, UUID id) {
        UUID customer = get(organizationId, id).customerId();
        return jdbi.withHandle(handle -> time.now(handle, customer));
    }

    private ManualInvoices manual(Handle tx, UUID organizationId, Instant now) {
        return new ManualInvoices(
                tx, organizationId, new Drafts(tx, run.meters(), run.settings(), now), now);
    }

    private static Invoice lock(Handle tx, UUID organizationId, UUID id) {
        Invoice locked = InvoiceRows.lock(tx, id);
        if (!locked.organizationId().equals(organizationId)) throw InvoiceRows.unknown();
        return locked;
    }
}
