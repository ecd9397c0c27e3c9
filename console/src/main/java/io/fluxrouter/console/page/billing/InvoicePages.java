package io.fluxrouter.console.page.billing;

import io.fluxrouter.billing.access.Organization;
import io.fluxrouter.billing.card.Cards;
import io.fluxrouter.billing.collection.PayNow;
import io.fluxrouter.billing.invoice.Invoice;
import io.fluxrouter.billing.member.Right;
import io.fluxrouter.billing.payment.ReturnUrls;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.console.page.Frame;
import io.fluxrouter.console.page.PageDoor;
import io.fluxrouter.console.page.PageFrames;
import io.fluxrouter.console.page.PageWriter;
import io.fluxrouter.console.page.Visit;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

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
                Endpoint.post(ONE + "/pay", Access.PUBLIC, door.member(Right.PAY, this::pay)),
                Endpoint.post(ONE + "/link", Access.PUBLIC, door.member(Right.PAY, this::link)));
    }

    private Reply page(Visit visit, String link) {
        if (visit.query("card").isPresent() && visit.may(Right.PAY)) {
            sources.cards().ifPresent(cards -> cards.refresh(visit.customerId()));
        }
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
                        visit.may(Right.PAY) && !invoice.status().isEditable(),
                        paying(visit, invoice)));
    }

    private InvoicePage.Paying paying(Visit visit, Invoice invoice) {
        return new InvoicePage.Paying(
                visit.may(Right.PAY) ? sources.payNow().way(invoice) : PayNow.Way.NONE,
                sources.payNow().standing(invoice.id()).orElse(null),
                sources.invoices().payments(Organization.OPERATOR, invoice.id()));
    }

    /** Who has no card leaves one first; it is charged when they come back. */
    private Reply pay(Visit visit) {
        Invoice invoice = own(visit);
        String here = "/home/billing/invoices/" + invoice.id();
        Optional<Cards> cards = sources.cards();
        if (cards.isPresent() && sources.payNow().way(invoice) == PayNow.Way.LEAVE_CARD) {
            String back = sources.address().forBrowser(visit.call().request()) + here;
            String url =
                    cards.get()
                            .leaveCard(
                                    visit.customerId(), new ReturnUrls(back + "?card=left", back))
                            .url();
            return writer.write(
                    "billing/leaving.jte",
                    new Leaving(Frame.bare("To the payment page", writer.assets()), url));
        }
        sources.payNow().pay(invoice, visit.author());
        return Reply.seeOther(here);
    }

    private Reply link(Visit visit) {
        Invoice invoice = own(visit);
        if (invoice.status().isEditable()) {
            throw ApiError.of(Refusal.CONFLICT, "A draft is not shown to others.");
        }
        String token = sources.links().create(invoice, LINK_LIFE, visit.author()).token();
        return page(visit, sources.address().forBrowser(visit.call().request()) + "/p/" + token);
    }

    /** Another customer's invoice does not exist here. */
    private Invoice own(Visit visit) {
        return sources.invoices()
                .find(Organization.OPERATOR, visit.call().pathId("id"))
                .filter(invoice -> invoice.customerId().equals(visit.customerId()))
                .orElseThrow(() -> ApiError.of(Refusal.NOT_FOUND, "There is no such invoice."));
    }
}
