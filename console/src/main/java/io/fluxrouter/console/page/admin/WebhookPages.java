package io.fluxrouter.console.page.admin;

import io.fluxrouter.billing.access.Organization;
import io.fluxrouter.billing.audit.AuditLog;
import io.fluxrouter.billing.audit.AuditRecord;
import io.fluxrouter.billing.input.Change;
import io.fluxrouter.billing.input.NumberedPage;
import io.fluxrouter.billing.webhook.Deliveries;
import io.fluxrouter.billing.webhook.Delivery;
import io.fluxrouter.billing.webhook.DeliveryQuery;
import io.fluxrouter.billing.webhook.DeliveryStatus;
import io.fluxrouter.billing.webhook.EndpointChange;
import io.fluxrouter.billing.webhook.IssuedEndpoint;
import io.fluxrouter.billing.webhook.NewEndpoint;
import io.fluxrouter.billing.webhook.Replay;
import io.fluxrouter.billing.webhook.WebhookEndpoint;
import io.fluxrouter.billing.webhook.WebhookEndpoints;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.console.page.Form;
import io.fluxrouter.console.page.FormPage;
import io.fluxrouter.console.page.PageDoor;
import io.fluxrouter.console.page.PageFrames;
import io.fluxrouter.console.page.PageWriter;
import io.fluxrouter.console.page.Visit;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where the operator's programs are told what happened, and what came of telling. Each change is
 * recorded with who made it.
 */
public final class WebhookPages {
    static final String HERE = "/admin/webhooks";
    private static final String ONE = HERE + "/{id}";
    private static final String DELIVERY = "/admin/deliveries/{id}";
    private static final int ROWS = 25;

    /** What the names of the boxes of events begin with. */
    private static final String EVENT = "event:";

    private static final UUID OWN = Organization.OPERATOR;

    private final PageDoor door;
    private final PageFrames frames;
    private final PageWriter writer;
    private final Parts parts;

    /** What the pages show and change. */
    public record Parts(
            WebhookEndpoints endpoints,
            Deliveries deliveries,
            AuditLog audit,
            InstantSource clock) {}

    public WebhookPages(PageDoor door, PageFrames frames, PageWriter writer, Parts parts) {
        this.door = door;
        this.frames = frames;
        this.writer = writer;
        this.parts = parts;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(HERE, Access.PUBLIC, door.operator(v -> list(v, 200, null))),
                Endpoint.post(HERE, Access.PUBLIC, door.operator(this::create)),
                Endpoint.get(ONE, Access.PUBLIC, door.operator(v -> one(v, 200, null))),
                post(ONE, "webhook.change", this::change),
                Endpoint.post(ONE + "/secret", Access.PUBLIC, door.operator(this::rotate)),
                post(ONE + "/test", "webhook.test", this::test),
                post(ONE + "/replay", "webhook.replay", this::replayFailed),
                Endpoint.post(ONE + "/delete", Access.PUBLIC, door.operator(this::delete)),
                Endpoint.get(DELIVERY, Access.PUBLIC, door.operator(v -> log(v, 200, null))),
                Endpoint.post(DELIVERY + "/replay", Access.PUBLIC, door.operator(this::replay)));
    }

    /** A write that leads back to the endpoint, or shows it with what is wrong. */
    private Endpoint post(String path, String action, Function<Visit, WebhookEndpoint> write) {
        FormPage page = this::one;
        return Endpoint.post(
                path,
                Access.PUBLIC,
                door.operator(
                        visit ->
                                page.answer(
                                        visit,
                                        HERE + "/" + visit.call().pathId("id"),
                                        same -> keep(same, action, write.apply(same)))));
    }

    private void keep(Visit visit, String action, WebhookEndpoint endpoint) {
        parts.audit()
                .keep(
                        new AuditRecord(
                                endpoint.id(),
                                action,
                                visit.author(),
                                endpoint.url(),
                                parts.clock().instant()));
    }

    private Reply list(Visit visit, int status, @Nullable String problem) {
        return list(visit, status, problem, null);
    }

    private Reply list(
            Visit visit, int status, @Nullable String problem, @Nullable IssuedEndpoint issued) {
        return writer.write(
                status,
                "admin/webhooks.jte",
                new WebhooksPage(
                        frames.of(visit, "Webhooks", HERE),
                        parts.endpoints()
                                .list(OWN, new NumberedPage(1, WebhookEndpoints.MOST))
                                .items(),
                        deliveries(visit, DeliveryQuery.of(OWN), HERE),
                        issued,
                        problem));
    }

    private Reply one(Visit visit, int status, @Nullable String problem) {
        return one(visit, status, problem, null);
    }

    private Reply one(
            Visit visit, int status, @Nullable String problem, @Nullable IssuedEndpoint issued) {
        WebhookEndpoint endpoint = endpoint(visit);
        String path = HERE + "/" + endpoint.id();
        return writer.write(
                status,
                "admin/webhook.jte",
                new WebhookPage(
                        frames.of(visit, "Webhook", HERE),
                        endpoint,
                        deliveries(visit, DeliveryQuery.of(OWN).to(endpoint.id()), path),
                        issued,
                        problem));
    }

    private DeliveryList deliveries(Visit visit, DeliveryQuery all, String path) {
        Optional<DeliveryStatus> status = visit.query("status").flatMap(DeliveryStatus::byKey);
        String wanted = status.map(DeliveryStatus::key).orElse("");
        NumberedPage page =
                new NumberedPage(
                        visit.call().queryNumber("page", 1, NumberedPage.MAX_NUMBER), ROWS);
        var listing = parts.deliveries().list(status.map(all::in).orElse(all), page);
        return new DeliveryList(
                listing.items(),
                listing.total(),
                path,
                wanted,
                AdminPages.next(path + "?status=" + wanted, page, listing.total()));
    }

    /** The secret is in this one reply and nowhere else: not in an address, not in a log. */
    private Reply create(Visit visit) {
        IssuedEndpoint issued;
        try {
            issued = parts.endpoints().create(OWN, wanted(visit.form()));
        } catch (ApiError refusal) {
            return list(visit, refusal.refusal().status(), refusal.message());
        }
        keep(visit, "webhook.create", issued.endpoint());
        return list(visit, 200, null, issued);
    }

    private static NewEndpoint wanted(Form form) {
        return new NewEndpoint(
                form.text("url").strip(), form.find("description").orElse(null), events(form));
    }

    /** Those whose boxes are ticked; none for all. */
    private static List<String> events(Form form) {
        return form.names().stream()
                .filter(name -> name.startsWith(EVENT))
                .map(name -> name.substring(EVENT.length()))
                .toList();
    }

    private WebhookEndpoint change(Visit visit) {
        Form form = visit.form();
        return parts.endpoints()
                .update(
                        OWN,
                        visit.call().pathId("id"),
                        new EndpointChange(
                                Change.to(form.text("url").strip()),
                                Change.to(form.find("description").orElse(null)),
                                Change.to(events(form)),
                                Change.to(form.isOn("enabled") ? "enabled" : "disabled")));
    }

    private Reply rotate(Visit visit) {
        IssuedEndpoint issued = parts.endpoints().rotateSecret(OWN, visit.call().pathId("id"));
        keep(visit, "webhook.secret", issued.endpoint());
        return one(visit, 200, null, issued);
    }

    private WebhookEndpoint test(Visit visit) {
        WebhookEndpoint endpoint = endpoint(visit);
        parts.deliveries().test(OWN, endpoint.id());
        return endpoint;
    }

    private WebhookEndpoint replayFailed(Visit visit) {
        WebhookEndpoint endpoint = endpoint(visit);
        parts.deliveries()
                .replay(OWN, endpoint.id(), new Replay(DeliveryStatus.FAILED, null, null));
        return endpoint;
    }

    private Reply delete(Visit visit) {
        WebhookEndpoint endpoint = endpoint(visit);
        parts.endpoints().delete(OWN, endpoint.id());
        keep(visit, "webhook.delete", endpoint);
        return Reply.seeOther(HERE);
    }

    private Reply log(Visit visit, int status, @Nullable String problem) {
        Delivery delivery = parts.deliveries().get(OWN, visit.call().pathId("id"));
        return writer.write(
                status,
                "admin/delivery.jte",
                new DeliveryPage(
                        frames.of(visit, delivery.eventType(), HERE),
                        delivery,
                        parts.endpoints().find(OWN, delivery.endpointId()).orElse(null),
                        parts.deliveries().attempts(delivery),
                        new String(parts.deliveries().body(delivery), StandardCharsets.UTF_8),
                        problem));
    }

    private Reply replay(Visit visit) {
        FormPage page = this::log;
        UUID id = visit.call().pathId("id");
        return page.answer(
                visit, "/admin/deliveries/" + id, same -> parts.deliveries().replay(OWN, id));
    }

    private WebhookEndpoint endpoint(Visit visit) {
        return parts.endpoints()
                .find(OWN, visit.call().pathId("id"))
                .orElseThrow(() -> ApiError.of(Refusal.NOT_FOUND, "There is no such webhook."));
    }
}
