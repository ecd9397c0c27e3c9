package io.fluxrouter.console.invoice;

import io.fluxrouter.billing.invoice.Invoice;
import io.fluxrouter.billing.invoice.InvoiceLink;
import io.fluxrouter.billing.invoice.InvoiceLinks;
import io.fluxrouter.billing.invoice.Invoices;
import io.fluxrouter.billing.invoice.IssuedLink;
import io.fluxrouter.console.api.Json;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.ApiCall;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Fields;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Links by which a customer sees an invoice without logging in, and what stands behind them. A page
 * never shows a draft, and does not tell a wrong link from one that has ended.
 */
public final class InvoiceLinkCalls {
    private static final String PAGE = "/p/{token}";
    private static final int STANDARD_DAYS = 90;
    private static final int MOST_DAYS = 366;

    private final Invoices invoices;
    private final InvoiceLinks links;
    private final InvoicePaper paper;

    public InvoiceLinkCalls(Invoices invoices, InvoiceLinks links, InvoicePaper paper) {
        this.invoices = invoices;
        this.links = links;
        this.paper = paper;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post(InvoiceCalls.ONE + "/generate-token", Access.MANAGE, this::create)
                        .once(),
                Endpoint.get(InvoiceCalls.ONE + "/tokens", Access.MANAGE, this::list),
                Endpoint.delete(
                        InvoiceCalls.ONE + "/tokens/{token_id}", Access.MANAGE, this::revoke),
                Endpoint.get(PAGE, Access.PUBLIC, this::page),
                Endpoint.get(PAGE + "/invoice.pdf", Access.PUBLIC, this::pdf));
    }

    private Reply create(ApiCall call) {
        Optional<Fields> fields = InvoiceCalls.body(call);
        int days = fields.map(read -> read.number("expires_in_days")).orElse(STANDARD_DAYS);
        fields.ifPresent(Fields::refuseOthers);
        if (days < 1 || days > MOST_DAYS) {
            throw ApiError.of(
                    Refusal.INVALID_VALUE,
                    "expires_in_days must be from 1 to " + MOST_DAYS + ".",
                    "expires_in_days");
        }
        IssuedLink issued =
                links.create(invoice(call), Duration.ofDays(days), InvoiceCalls.author(call));
        // Who calls again gets the link without its token, which is kept nowhere.
        return Reply.created(
                        json(issued.link())
                                .put("public_token", issued.token())
                                .put("path", "/p/" + issued.token()))
                .keptAs(json(issued.link()));
    }

    private Reply list(ApiCall call) {
        ArrayNode data = Json.array();
        links.list(invoice(call).id()).forEach(link -> data.add(json(link)));
        return Reply.ok(Json.object().set("data", data));
    }

    private Reply revoke(ApiCall call) {
        UUID invoice = invoice(call).id();
        links.revoke(invoice, call.pathId("token_id"));
        return Reply.noContent();
    }

    private Reply page(ApiCall call) {
        String token = call.pathParam("token");
        return links.open(token)
                .map(invoice -> paper.page(invoice, "/p/" + token + "/invoice.pdf"))
                .orElseGet(paper::gone);
    }

    private Reply pdf(ApiCall call) {
        return links.open(call.pathParam("token")).map(paper::pdf).orElseGet(paper::gone);
    }

    private Invoice invoice(ApiCall call) {
        return invoices.get(call.organizationId(), call.pathId("id"));
    }

    private static ObjectNode json(InvoiceLink link) {
        return Json.object()
                .put("id", link.id().toString())
                .put("invoice_id", link.invoiceId().toString())
                .put("created_by", link.author())
                .put("created_at", Json.time(link.createdAt()))
                .put("expires_at", Json.time(link.expiresAt()))
                .put("revoked_at", Json.time(link.revokedAt()));
    }
}
