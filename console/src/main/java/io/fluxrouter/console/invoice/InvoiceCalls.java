package io.fluxrouter.console.invoice;

import io.fluxrouter.billing.customer.Customers;
import io.fluxrouter.billing.input.NumberedPage;
import io.fluxrouter.billing.invoice.Invoice;
import io.fluxrouter.billing.invoice.InvoiceQuery;
import io.fluxrouter.billing.invoice.Invoices;
import io.fluxrouter.console.api.Json;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.ApiCall;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Fields;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.console.http.Times;
import io.fluxrouter.core.invoice.InvoiceStatus;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;

/** The invoices of an organisation: lists, manual ones, and the moves of any. */
public final class InvoiceCalls {
    static final String ONE = "/api/v1/invoices/{id}";

    private final Invoices invoices;
    private final Customers customers;

    public InvoiceCalls(Invoices invoices, Customers customers) {
        this.invoices = invoices;
        this.customers = customers;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/api/v1/invoices", Access.MANAGE, this::list),
                Endpoint.post("/api/v1/invoices", Access.MANAGE, this::create).once(),
                Endpoint.get(ONE, Access.MANAGE, this::get),
                Endpoint.put(ONE, Access.MANAGE, this::update),
                Endpoint.delete(ONE, Access.MANAGE, this::delete),
                Endpoint.post(ONE + "/finalize", Access.MANAGE, this::makeFinal).once(),
                Endpoint.post(ONE + "/pay", Access.MANAGE, this::pay).once(),
                Endpoint.post(ONE + "/void", Access.MANAGE, call -> move(call, InvoiceStatus.VOID))
                        .once(),
                Endpoint.post(
                                ONE + "/uncollectible",
                                Access.MANAGE,
                                call -> move(call, InvoiceStatus.UNCOLLECTIBLE))
                        .once(),
                Endpoint.patch(ONE + "/status", Access.MANAGE, this::changeStatus),
                Endpoint.get(ONE + "/history", Access.MANAGE, this::history),
                Endpoint.get("/api/v1/customers/{id}/invoices", Access.MANAGE, this::ofCustomer));
    }

    private Reply list(ApiCall call) {
        InvoiceQuery query =
                new InvoiceQuery(
                        call.organizationId(),
                        call.queryId("customer_id").orElse(null),
                        call.queryId("subscription_id").orElse(null),
                        call.queryParam("status").map(text -> status("status", text)).orElse(null),
                        moment(call, "from"),
                        moment(call, "to"));
        return page(call, query);
    }

    private Reply ofCustomer(ApiCall call) {
        UUID customer = call.pathId("id");
        if (customers.of(call.organizationId()).find(customer).isEmpty()) {
            throw ApiError.of(Refusal.NOT_FOUND, "There is no such customer.", "id");
        }
        return page(call, InvoiceQuery.all(call.organizationId()).ofCustomer(customer));
    }

    private Reply page(ApiCall call, InvoiceQuery query) {
        NumberedPage page = call.numberedPage();
        return Reply.page(page, invoices.list(query, page), InvoiceJson::of);
    }

    private Reply create(ApiCall call) {
        Invoice draft =
                invoices.create(
                        call.organizationId(), InvoiceFields.created(call.fields()), author(call));
        return Reply.created(InvoiceJson.of(draft));
    }

    private Reply get(ApiCall call) {
        return reply(invoices.get(call.organizationId(), call.pathId("id")));
    }

    private Reply update(ApiCall call) {
        return reply(
                invoices.edit(
                        call.organizationId(),
                        call.pathId("id"),
                        InvoiceFields.edited(call.fields()),
                        author(call)));
    }

    private Reply delete(ApiCall call) {
        invoices.delete(call.organizationId(), call.pathId("id"), author(call));
        return Reply.noContent();
    }

    private Reply makeFinal(ApiCall call) {
        body(call).ifPresent(Fields::refuseOthers);
        return reply(invoices.finalizeNow(call.organizationId(), call.pathId("id"), author(call)));
    }

    /** Without a body, all that is due was paid. */
    private Reply pay(ApiCall call) {
        Optional<Fields> fields = body(call);
        Optional<BigDecimal> amount = fields.map(InvoiceFields::amount);
        String note = fields.map(read -> read.text("note")).orElse(null);
        fields.ifPresent(Fields::refuseOthers);
        return reply(
                invoices.pay(call.organizationId(), call.pathId("id"), amount, note, author(call)));
    }

    private Reply move(ApiCall call, InvoiceStatus status) {
        Optional<Fields> fields = body(call);
        String note = fields.map(read -> read.text("note")).orElse(null);
        fields.ifPresent(Fields::refuseOthers);
        return move(call, status, note);
    }

    private Reply changeStatus(ApiCall call) {
        Fields fields = call.fields();
        InvoiceStatus status = status("status", fields.requiredText("status"));
        String note = fields.text("note");
        fields.refuseOthers();
        return move(call, status, note);
    }

    private Reply move(ApiCall call, InvoiceStatus status, @Nullable String note) {
        return reply(
                invoices.changeStatus(
                        call.organizationId(), call.pathId("id"), status, note, author(call)));
    }

    private Reply history(ApiCall call) {
        ArrayNode data = Json.array();
        invoices.audit(call.organizationId(), call.pathId("id"))
                .forEach(
                        record ->
                                data.addObject()
                                        .put("action", record.action())
                                        .put("author", record.author())
                                        .put("note", record.note())
                                        .put("at", Json.time(record.at())));
        return Reply.ok(Json.object().set("data", data));
    }

    private static Reply reply(Invoice invoice) {
        return Reply.ok(InvoiceJson.of(invoice));
    }

    /** A body that may be left out. */
    static Optional<Fields> body(ApiCall call) {
        return call.request().body().length() == 0 ? Optional.empty() : Optional.of(call.fields());
    }

    static String author(ApiCall call) {
        return call.requirePrincipal().actor().label();
    }

    private static @Nullable Instant moment(ApiCall call, String name) {
        return call.queryParam(name).map(text -> Times.dayOrInstant(name, text)).orElse(null);
    }

    private static InvoiceStatus status(String name, String text) {
        try {
            return InvoiceStatus.byKey(text.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw ApiError.of(
                    Refusal.INVALID_VALUE,
                    name + " must be DRAFT, OPEN, PAID, VOID or UNCOLLECTIBLE.",
                    name);
        }
    }
}
