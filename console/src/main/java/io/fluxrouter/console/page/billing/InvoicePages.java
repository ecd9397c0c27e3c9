package io.fluxrouter.console.page.billing;

import io.fluxrouter.billing.access.Organization;
import io.fluxrouter.billing.invoice.Invoice;
import io.fluxrouter.billing.member.Right;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.console.page.PageDoor;
import io.fluxrouter.console.page.PageFrames;
import io.fluxrouter.console.page.PageWriter;
import io.fluxrouter.console.page.Site;
import io.fluxrouter.console.page.Visit;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.time.Duration;
import java.util.List;

/** A customer's invoices: seen, downloaded, shared. */
public final class InvoicePages {
    private static final String ONE = "/home/billing/invoices/{id}";
    private static final Duration LINK_LIFE = Duration.ofDays(90);

    private final PageDoor door;
    private final PageFrames frames;
    private final PageWriter writer;
    private final BillingSources sources;

    public InvoicePages(
            PageDoor door, PageFrames frames, PageWriter writer, BillingSources sources) {
        this.door = door;
        this.frames = frames;
        this.writer = writer;
        this.sources = sources;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(ONE, Access.PUBLIC, door.member(Right.SEE, v -> page(v, ""))),
                Endpoint.get(
                        ONE + "/paper",
                        Access.PUBLIC,
                        door.member(Right.SEE, v -> sources.paper().page(own(v), ""))),
                Endpoint.get(
                        ONE + "/pdf",
                        Access.PUBLIC,
                        door.member(Right.SEE, v -> sources.paper().pdf(own(v)))),
                Endpoint.post(ONE + "/link", Access.PUBLIC, door.member(Right.PAY, this::link)));
    }

    private Reply page(Visit visit, String link) {
        Invoice invoice = own(visit);
        String number = invoice.number();
        return writer.write(
                "billing/invoice.jte",
                new InvoicePage(
                        frames.of(
                                visit,
                                number == null ? "Draft invoice" : "Invoice " + number,
                                "/home/billing"),
                        invoice,
                        link,
                        visit.may(Right.PAY) && invoice.status().isFinal()));
    }

    private Reply link(Visit visit) {
        Invoice invoice = own(visit);
        if (!invoice.status().isFinal()) {
            throw ApiError.of(Refusal.CONFLICT, "A draft is not shown to others.");
        }
        String token = sources.links().create(invoice, LINK_LIFE, visit.author()).token();
        return page(visit, Site.origin(visit.call().request()) + "/p/" + token);
    }

    /** Another customer's invoice does not exist here. */
    private Invoice own(Visit visit) {
        return sources.invoices()
                .find(Organization.OPERATOR, visit.call().pathId("id"))
                .filter(invoice -> invoice.customerId().equals(visit.customerId()))
                .orElseThrow(() -> ApiError.of(Refusal.NOT_FOUND, "There is no such invoice."));
    }
}
