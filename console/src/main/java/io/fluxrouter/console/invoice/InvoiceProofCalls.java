package io.fluxrouter.console.invoice;

import io.fluxrouter.billing.invoice.Invoice;
import io.fluxrouter.billing.invoice.InvoiceLine;
import io.fluxrouter.billing.invoice.InvoiceProof;
import io.fluxrouter.billing.invoice.InvoiceProofs;
import io.fluxrouter.billing.invoice.Invoices;
import io.fluxrouter.billing.invoice.LineProof;
import io.fluxrouter.billing.total.CountedEvent;
import io.fluxrouter.billing.total.CountedEvent.Place;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.ApiCall;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.console.http.Times;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An invoice proven: each line with the events behind it, and everything computed anew next to what
 * is kept. A reply has a bounded number of events and says where the rest is.
 */
public final class InvoiceProofCalls {
    private static final int STANDARD_EVENTS = 100;
    private static final int MOST_EVENTS = 1_000;

    private final Invoices invoices;
    private final InvoiceProofs proofs;

    public InvoiceProofCalls(Invoices invoices, InvoiceProofs proofs) {
        this.invoices = invoices;
        this.proofs = proofs;
    }

    public List<Endpoint> endpoints() {
        return List.of(Endpoint.get(InvoiceCalls.ONE + "/proof", Access.MANAGE, this::proof));
    }

    private Reply proof(ApiCall call) {
        Invoice invoice = invoices.get(call.organizationId(), call.pathId("id"));
        Integer position = position(call, invoice);
        int limit = call.queryNumber("limit", STANDARD_EVENTS, MOST_EVENTS);
        Place after = call.queryParam("after").map(InvoiceProofCalls::place).orElse(Place.START);
        if (position == null && !after.equals(Place.START)) {
            throw ApiError.of(Refusal.INVALID_VALUE, "after needs a line.", "line");
        }
        InvoiceProof proof = proofs.of(invoice, position);
        ObjectNode json = ProofJson.head(proof);
        ArrayNode lines = json.putArray("lines");
        int room = MOST_EVENTS;
        for (LineProof line : proof.lines()) {
            int most = Math.min(limit, room);
            List<CountedEvent> events = proofs.events(invoice, line.stored(), after, most + 1);
            room -= Math.min(events.size(), most);
            lines.add(
                    ProofJson.line(line, events, most, next(invoice, line.stored(), events, most)));
        }
        return Reply.ok(json);
    }

    private static @Nullable Integer position(ApiCall call, Invoice invoice) {
        Optional<String> line = call.queryParam("line");
        if (line.isEmpty()) return null;
        int position = call.queryNumber("line", 1, Integer.MAX_VALUE);
        boolean known = invoice.lines().stream().anyMatch(one -> one.position() == position);
        if (known) return position;
        throw ApiError.of(Refusal.NOT_FOUND, "There is no such line.", "line");
    }

    /** Where the rest of a line's events is; null where all are shown. */
    private static @Nullable String next(
            Invoice invoice, InvoiceLine line, List<CountedEvent> events, int most) {
        if (events.size() <= most) return null;
        String path = "/api/v1/invoices/" + invoice.id() + "/proof?line=" + line.position();
        if (most == 0) return path;
        Place last = events.get(most - 1).place();
        return path + "&limit=" + MOST_EVENTS + "&after=" + last.occurredAt() + "_" + last.id();
    }

    private static Place place(String text) {
        try {
            int border = text.indexOf('_');
            return new Place(
                    Times.bounded(Instant.parse(text.substring(0, border))),
                    UUID.fromString(text.substring(border + 1)));
        } catch (RuntimeException notOurs) {
            throw ApiError.of(Refusal.INVALID_VALUE, "after must be what next said.", "after");
        }
    }
}
