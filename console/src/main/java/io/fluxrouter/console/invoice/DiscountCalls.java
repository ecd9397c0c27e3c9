package io.fluxrouter.console.invoice;

import io.fluxrouter.billing.customer.Customers;
import io.fluxrouter.billing.invoice.CustomerDiscount;
import io.fluxrouter.billing.invoice.Discounts;
import io.fluxrouter.billing.invoice.Discounts.NewDiscount;
import io.fluxrouter.console.api.Json;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.ApiCall;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Fields;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the invoices of a customer's subscriptions are lowered by. */
public final class DiscountCalls {
    private static final String PATH = "/api/v1/customers/{id}/discounts";

    private final Discounts discounts;
    private final Customers customers;
    private final InstantSource clock;

    public DiscountCalls(Discounts discounts, Customers customers, InstantSource clock) {
        this.discounts = discounts;
        this.customers = customers;
        this.clock = clock;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post(PATH, Access.MANAGE, this::add).once(),
                Endpoint.get(PATH, Access.MANAGE, this::list),
                Endpoint.delete(PATH + "/{discount_id}", Access.MANAGE, this::end));
    }

    private Reply add(ApiCall call) {
        UUID customer = customer(call);
        Fields fields = call.fields();
        Instant from = fields.instant("valid_from");
        NewDiscount wanted =
                new NewDiscount(
                        customer,
                        fields.id("subscription_id"),
                        InvoiceFields.discount(fields),
                        fields.text("currency"),
                        Objects.requireNonNullElseGet(from, clock::instant),
                        fields.instant("valid_until"));
        fields.refuseOthers();
        return Reply.created(json(discounts.add(call.organizationId(), wanted)));
    }

    private Reply list(ApiCall call) {
        ArrayNode data = Json.array();
        discounts.of(call.organizationId(), customer(call)).forEach(one -> data.add(json(one)));
        return Reply.ok(Json.object().set("data", data));
    }

    /** It lowers no invoice of a period that ends from now on. */
    private Reply end(ApiCall call) {
        UUID customer = customer(call);
        UUID id = call.pathId("discount_id");
        boolean known =
                discounts.of(call.organizationId(), customer).stream()
                        .anyMatch(one -> one.id().equals(id));
        if (!known) {
            throw ApiError.of(Refusal.NOT_FOUND, "There is no such discount.", "discount_id");
        }
        discounts.end(call.organizationId(), id);
        return Reply.noContent();
    }

    private UUID customer(ApiCall call) {
        UUID id = call.pathId("id");
        if (customers.of(call.organizationId()).find(id).isPresent()) return id;
        throw ApiError.of(Refusal.NOT_FOUND, "There is no such customer.", "id");
    }

    private static ObjectNode json(CustomerDiscount discount) {
        ObjectNode json = InvoiceJson.discount(discount.discount());
        UUID subscription = discount.subscriptionId();
        json.put("id", discount.id().toString());
        json.put("customer_id", discount.customerId().toString());
        json.put("subscription_id", subscription == null ? null : subscription.toString());
        json.put("currency", discount.currency());
        json.put("valid_from", Json.time(discount.validFrom()));
        json.put("valid_until", Json.time(discount.validUntil()));
        return json;
    }
}
