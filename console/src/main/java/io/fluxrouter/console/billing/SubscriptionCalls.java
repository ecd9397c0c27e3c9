package io.fluxrouter.console.billing;

import io.fluxrouter.billing.customer.Customers;
import io.fluxrouter.billing.input.Fields;
import io.fluxrouter.billing.input.NumberedPage;
import io.fluxrouter.billing.invoice.Invoices;
import io.fluxrouter.billing.subscription.NewSubscription;
import io.fluxrouter.billing.subscription.Subscription;
import io.fluxrouter.billing.subscription.Subscriptions;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.ApiCall;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.console.http.Times;
import io.fluxrouter.console.invoice.InvoiceJson;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The subscriptions of an organisation's customers, and the verbs that move them. */
public final class SubscriptionCalls {
    private static final String ONE = "/api/v1/subscriptions/{id}";

    private final Subscriptions subscriptions;
    private final Customers customers;
    private final Invoices invoices;
    private final SubscriptionJson json;

    public SubscriptionCalls(
            Subscriptions subscriptions,
            Customers customers,
            Invoices invoices,
            SubscriptionJson json) {
        this.subscriptions = subscriptions;
        this.customers = customers;
        this.invoices = invoices;
        this.json = json;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post("/api/v1/subscriptions", Access.MANAGE, this::create).once(),
                Endpoint.get("/api/v1/subscriptions", Access.MANAGE, this::list),
                Endpoint.get(
                        "/api/v1/customers/{id}/subscriptions", Access.MANAGE, this::ofCustomer),
                Endpoint.get(ONE, Access.MANAGE, this::get),
                Endpoint.patch(ONE, Access.MANAGE, this::moveTo),
                Endpoint.delete(ONE, Access.MANAGE, this::delete),
                Endpoint.post(ONE + "/cancel", Access.MANAGE, this::cancel).once(),
                Endpoint.post(ONE + "/keep", Access.MANAGE, this::keep).once(),
                Endpoint.post(ONE + "/pause", Access.MANAGE, this::pause).once(),
                Endpoint.post(ONE + "/resume", Access.MANAGE, this::resume).once(),
                Endpoint.post(ONE + "/change-plan", Access.MANAGE, this::changePlan).once(),
                Endpoint.get(ONE + "/preview", Access.MANAGE, this::preview),
                Endpoint.get(ONE + "/history", Access.MANAGE, this::history));
    }

    private Reply create(ApiCall call) {
        var fields = call.fields();
        ZoneId zone = zone(fields.text("timezone"));
        UUID customerId = fields.requiredId("customer_id");
        NewSubscription wanted =
                new NewSubscription(
                        customerId,
                        fields.requiredId("plan_id"),
                        fields.text("billing_interval"),
                        zone,
                        moment("start_date", fields.text("start_date"), zone),
                        moment("trial_end_date", fields.text("trial_end_date"), zone),
                        moment("billing_anchor", fields.text("billing_anchor"), zone));
        fields.refuseOthers();
        if (customers.of(call.organizationId()).find(customerId).isEmpty()) {
            throw Fields.invalid("There is no such customer.", "customer_id");
        }
        return Reply.created(json.of(subscriptions.create(wanted, author(call))));
    }

    private Reply list(ApiCall call) {
        NumberedPage page = call.numberedPage();
        return Reply.page(
                page,
                subscriptions.list(
                        call.organizationId(), call.queryId("customer_id").orElse(null), page),
                json::plain);
    }

    private Reply ofCustomer(ApiCall call) {
        NumberedPage page = call.numberedPage();
        UUID id = call.pathId("id");
        if (customers.of(call.organizationId()).find(id).isEmpty()) {
            throw ApiError.of(Refusal.NOT_FOUND, "There is no such customer.", "id");
        }
        return Reply.page(page, subscriptions.list(call.organizationId(), id, page), json::plain);
    }

    private Reply get(ApiCall call) {
        return Reply.ok(json.of(subscription(call)));
    }

    /** Only the zone can change, and only from the next period on. */
    private Reply moveTo(ApiCall call) {
        UUID id = subscription(call).id();
        var fields = call.fields();
        ZoneId zone = zone(fields.requiredText("timezone"));
        fields.refuseOthers();
        return Reply.ok(json.of(subscriptions.moveTo(id, zone, author(call))));
    }

    private Reply delete(ApiCall call) {
        subscriptions.delete(subscription(call).id(), author(call));
        return Reply.noContent();
    }

    /** Without a body it ends at once, as the reference's flag is false unless set. */
    private Reply cancel(ApiCall call) {
        UUID id = subscription(call).id();
        if (call.request().body().length() == 0) {
            return Reply.ok(json.of(subscriptions.cancel(id, null, author(call))));
        }
        var fields = call.fields();
        Boolean atPeriodEnd = fields.flag("cancel_at_period_end");
        String reason = fields.text("reason");
        fields.refuseOthers();
        return Reply.ok(
                json.of(
                        atPeriodEnd != null && atPeriodEnd
                                ? subscriptions.cancelAtPeriodEnd(id, reason, author(call))
                                : subscriptions.cancel(id, reason, author(call))));
    }

    private Reply keep(ApiCall call) {
        return Reply.ok(json.of(subscriptions.keep(subscription(call).id(), author(call))));
    }

    private Reply pause(ApiCall call) {
        return Reply.ok(json.of(subscriptions.pause(subscription(call).id(), author(call))));
    }

    private Reply resume(ApiCall call) {
        return Reply.ok(json.of(subscriptions.resume(subscription(call).id(), author(call))));
    }

    private Reply changePlan(ApiCall call) {
        UUID id = subscription(call).id();
        var fields = call.fields();
        UUID planId = fields.requiredId("plan_id");
        Boolean atPeriodEnd = fields.flag("at_period_end");
        fields.refuseOthers();
        return Reply.ok(
                json.of(
                        atPeriodEnd != null && atPeriodEnd
                                ? subscriptions.changePlanAtPeriodEnd(id, planId, author(call))
                                : subscriptions.changePlan(id, planId, author(call))));
    }

    /** The invoice of the latest period as it would be now, by the functions that make it. */
    private Reply preview(ApiCall call) {
        Subscription subscription = subscription(call);
        return Reply.ok(
                InvoiceJson.of(
                        invoices.preview(
                                subscription.id(),
                                subscription.customerId(),
                                subscription.period().number())));
    }

    private Reply history(ApiCall call) {
        return Reply.ok(SubscriptionJson.history(subscriptions.audit(subscription(call).id())));
    }

    private Subscription subscription(ApiCall call) {
        return subscriptions
                .find(call.pathId("id"))
                .filter(one -> one.organizationId().equals(call.organizationId()))
                .orElseThrow(
                        () ->
                                ApiError.of(
                                        Refusal.NOT_FOUND, "There is no such subscription.", "id"));
    }

    private static String author(ApiCall call) {
        return call.requirePrincipal().actor().label();
    }

    private static ZoneId zone(@Nullable String name) {
        try {
            return name == null ? ZoneOffset.UTC : ZoneId.of(name);
        } catch (DateTimeException unknown) {
            throw Fields.invalid("timezone must be one such as Europe/Berlin.", "timezone");
        }
    }

    /** A day begins at midnight of the subscription's zone. */
    private static @Nullable Instant moment(String name, @Nullable String text, ZoneId zone) {
        if (text == null) return null;
        try {
            return Times.bounded(
                    text.length() == 10
                            ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
                            : OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException notATime) {
            throw Fields.invalid(
                    name + " must be a day like 2026-01-31 or a time like 2026-01-31T12:00:00Z.",
                    name);
        }
    }
}
