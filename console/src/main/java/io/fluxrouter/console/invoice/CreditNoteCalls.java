package io.fluxrouter.console.invoice;

import io.fluxrouter.billing.invoice.CreditNotes;
import io.fluxrouter.billing.invoice.InvoicePayment;
import io.fluxrouter.billing.invoice.Invoices;
import io.fluxrouter.billing.invoice.IssuedCreditNote;
import io.fluxrouter.billing.invoice.NewCreditNote;
import io.fluxrouter.billing.invoice.NewCreditNote.Wanted;
import io.fluxrouter.console.api.Json;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.ApiCall;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Fields;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What is taken back of invoices, and the money that came in for them and went back. */
public final class CreditNoteCalls {
    private static final String NOTES = InvoiceCalls.ONE + "/credit-notes";
    private static final String REFUNDS = InvoiceCalls.ONE + "/refunds";

    private final CreditNotes notes;
    private final Invoices invoices;

    public CreditNoteCalls(CreditNotes notes, Invoices invoices) {
        this.notes = notes;
        this.invoices = invoices;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post(NOTES, Access.MANAGE, call -> issue(call, false)).once(),
                Endpoint.get(NOTES, Access.MANAGE, this::list),
                Endpoint.post(REFUNDS, Access.MANAGE, call -> issue(call, true)).once(),
                Endpoint.get(
                        REFUNDS,
                        Access.MANAGE,
                        call -> payments(call, one -> one.kind() == InvoicePayment.Kind.REFUND)),
                Endpoint.get(
                        InvoiceCalls.ONE + "/payments",
                        Access.MANAGE,
                        call -> payments(call, one -> true)));
    }

    /** A refund is a credit note whose money goes back, so that the tax goes back with it. */
    private Reply issue(ApiCall call, boolean refund) {
        Optional<Fields> fields = InvoiceCalls.body(call);
        NewCreditNote wanted =
                new NewCreditNote(
                        fields.map(read -> wanted(call, read)).orElseGet(Wanted.All::new),
                        refund || fields.map(read -> read.flag("refund")).orElse(false),
                        fields.map(read -> read.text("reason")).orElse(null));
        fields.ifPresent(Fields::refuseOthers);
        return Reply.created(
                json(
                        notes.issue(
                                call.organizationId(),
                                call.pathId("id"),
                                wanted,
                                InvoiceCalls.author(call))));
    }

    /** {@code amount} before tax, or whole {@code lines} by position, or all that is left. */
    private Wanted wanted(ApiCall call, Fields fields) {
        BigDecimal amount = InvoiceFields.amount(fields);
        boolean lines = fields.has("lines");
        if (amount != null && lines) {
            throw ApiError.of(Refusal.INVALID_VALUE, "Send an amount or lines, not both.", "lines");
        }
        if (lines) return new Wanted.Lines(known(call, fields.numbers("lines")));
        return amount == null ? new Wanted.All() : new Wanted.Amount(amount);
    }

    private List<Integer> known(ApiCall call, List<Integer> positions) {
        int most = invoices.get(call.organizationId(), call.pathId("id")).lines().size();
        for (int position : positions) {
            if (position < 1 || position > most) {
                throw ApiError.of(
                        Refusal.INVALID_VALUE, "There is no line " + position + ".", "lines");
            }
        }
        return positions;
    }

    private Reply list(ApiCall call) {
        ArrayNode data = Json.array();
        notes.list(call.organizationId(), call.pathId("id")).forEach(note -> data.add(json(note)));
        return Reply.ok(Json.object().set("data", data));
    }

    private Reply payments(ApiCall call, Predicate<InvoicePayment> shown) {
        ArrayNode data = Json.array();
        invoices.payments(call.organizationId(), call.pathId("id")).stream()
                .filter(shown)
                .forEach(payment -> data.add(json(payment)));
        return Reply.ok(Json.object().set("data", data));
    }

    private static ObjectNode json(IssuedCreditNote note) {
        return Json.object()
                .put("id", note.id().toString())
                .put("invoice_id", note.invoiceId().toString())
                .put("number", note.number())
                .put("subtotal", note.note().subtotal())
                .put("tax", note.note().tax())
                .put("total", note.note().total())
                .put("to_due", note.toDue())
                .put("to_balance", note.toBalance())
                .put("to_refund", note.toRefund())
                .put("reason", note.reason())
                .put("created_by", note.author())
                .put("created_at", Json.time(note.createdAt()));
    }

    private static ObjectNode json(InvoicePayment payment) {
        return Json.object()
                .put("id", payment.id().toString())
                .put("kind", payment.kind().key())
                .put("amount", payment.amount())
                .put("note", payment.note())
                .put("created_by", payment.author())
                .put("created_at", Json.time(payment.at()));
    }
}
