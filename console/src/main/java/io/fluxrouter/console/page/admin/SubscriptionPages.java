package io.fluxrouter.console.page.admin;

import io.fluxrouter.billing.access.Organization;
import io.fluxrouter.billing.input.Fields;
import io.fluxrouter.billing.input.NumberedPage;
import io.fluxrouter.billing.subscription.NewSubscription;
import io.fluxrouter.billing.subscription.Subscription;
import io.fluxrouter.billing.subscription.Subscriptions;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.console.page.Form;
import io.fluxrouter.console.page.PageDoor;
import io.fluxrouter.console.page.PageFrames;
import io.fluxrouter.console.page.PageWriter;
import io.fluxrouter.console.page.Visit;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.util.List;
import java.util.UUID;

/** Subscriptions: made, moved and ended. */
public final class SubscriptionPages {
    private static final String HERE = "/admin/subscriptions";

    private final PageDoor door;
    private final PageFrames frames;
    private final PageWriter writer;
    private final Subscriptions subscriptions;
    private final SubscriptionRows rows;

    public SubscriptionPages(
            PageDoor door,
            PageFrames frames,
            PageWriter writer,
            AdminSources sources,
            CustomerSources customer) {
        this.door = door;
        this.frames = frames;
        this.writer = writer;
        this.subscriptions = customer.subscriptions();
        this.rows = new SubscriptionRows(sources.customers(), customer);
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(HERE, Access.PUBLIC, door.operator(this::list)),
                Endpoint.post(HERE, Access.PUBLIC, door.operator(this::create)),
                Endpoint.post(HERE + "/{id}", Access.PUBLIC, door.operator(this::move)));
    }

    private Reply list(Visit visit) {
        NumberedPage page = AdminPages.page(visit);
        var listing = subscriptions.list(Organization.OPERATOR, null, page);
        return writer.write(
                "admin/subscriptions.jte",
                new SubscriptionsPage(
                        frames.of(visit, "Subscriptions", HERE),
                        rows.of(listing.items()),
                        listing.total(),
                        rows.offers(),
                        AdminPages.next(HERE + "?", page, listing.total())));
    }

    private Reply create(Visit visit) {
        UUID customer = visit.form().id("customer");
        subscriptions.create(NewSubscription.of(customer, visit.form().id("plan")), visit.author());
        return Reply.seeOther("/admin/customers/" + customer);
    }

    private Reply move(Visit visit) {
        UUID id = own(visit).id();
        Form form = visit.form();
        String author = visit.author();
        String reason = form.find("reason").orElse(null);
        switch (form.text("move")) {
            case "pause" -> subscriptions.pause(id, author);
            case "resume" -> subscriptions.resume(id, author);
            case "keep" -> subscriptions.keep(id, author);
            case "cancel" -> subscriptions.cancel(id, reason, author);
            case "cancel-at-end" -> subscriptions.cancelAtPeriodEnd(id, reason, author);
            case "change" -> subscriptions.changePlan(id, form.id("plan"), author);
            case "change-at-end" ->
                    subscriptions.changePlanAtPeriodEnd(id, form.id("plan"), author);
            default -> throw Fields.invalid("There is no such move.", "move");
        }
        return Reply.seeOther(
                form.isOn("list") ? HERE : "/admin/customers/" + own(visit).customerId());
    }

    private Subscription own(Visit visit) {
        return subscriptions
                .find(visit.call().pathId("id"))
                .filter(one -> one.organizationId().equals(Organization.OPERATOR))
                .orElseThrow(
                        () -> ApiError.of(Refusal.NOT_FOUND, "There is no such subscription."));
    }
}
