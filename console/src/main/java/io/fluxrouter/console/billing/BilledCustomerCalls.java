package io.fluxrouter.console.billing;

import io.fluxrouter.billing.clock.TestClocks;
import io.fluxrouter.billing.customer.Contact;
import io.fluxrouter.billing.customer.ContactChange;
import io.fluxrouter.billing.customer.Customer;
import io.fluxrouter.billing.customer.CustomerChange;
import io.fluxrouter.billing.customer.Customers;
import io.fluxrouter.billing.customer.NewCustomer;
import io.fluxrouter.billing.input.Change;
import io.fluxrouter.billing.input.NumberedPage;
import io.fluxrouter.console.api.Json;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.ApiCall;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Fields;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** The customers of an organisation, in the reference's shape. */
public final class BilledCustomerCalls {
    private final Customers customers;
    private final TestClocks clocks;

    /**
     * @param customers of whichever organisation; each call narrows them to its own
     */
    public BilledCustomerCalls(Customers customers, TestClocks clocks) {
        this.customers = customers;
        this.clocks = clocks;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post("/api/v1/customers", Access.MANAGE, this::create).once(),
                Endpoint.get("/api/v1/customers", Access.MANAGE, this::list),
                Endpoint.get("/api/v1/customers/{id}", Access.MANAGE, this::get),
                Endpoint.put("/api/v1/customers/{id}", Access.MANAGE, this::update),
                Endpoint.delete("/api/v1/customers/{id}", Access.MANAGE, this::delete));
    }

    private Customers customers(ApiCall call) {
        return customers.of(call.organizationId());
    }

    private Reply create(ApiCall call) {
        Fields fields = call.fields();
        NewCustomer wanted =
                new NewCustomer(
                        fields.requiredText("name"),
                        fields.requiredText("email"),
                        fields.text("external_id"),
                        null,
                        null,
                        new Contact(
                                fields.text("phone"),
                                fields.text("billing_address_line1"),
                                fields.text("billing_address_city"),
                                fields.text("billing_address_state"),
                                fields.text("billing_address_country"),
                                fields.text("billing_address_postal_code")));
        UUID clockId = fields.id("test_clock_id");
        fields.refuseOthers();
        if (clockId != null) clocks.requireOffered();
        return Reply.created(json(customers(call).create(wanted.livingOn(clockId))));
    }

    private Reply list(ApiCall call) {
        NumberedPage page = call.numberedPage();
        return Reply.page(page, customers(call).list(page), BilledCustomerCalls::json);
    }

    private Reply get(ApiCall call) {
        return Reply.ok(json(customer(call)));
    }

    /** Any subset of the fields; what an answer adds may be sent back. */
    private Reply update(ApiCall call) {
        Customer before = customer(call);
        Fields fields = call.fields().ignore("id", "organization_id", "created_at", "updated_at");
        CustomerChange change =
                CustomerChange.NONE
                        .withName(fields.textChange("name"))
                        .withEmail(email(fields))
                        .withExternalId(fields.textChange("external_id"))
                        .withContact(
                                new ContactChange(
                                        fields.textChange("phone"),
                                        fields.textChange("billing_address_line1"),
                                        fields.textChange("billing_address_city"),
                                        fields.textChange("billing_address_state"),
                                        fields.textChange("billing_address_country"),
                                        fields.textChange("billing_address_postal_code")));
        if (fields.has("test_clock_id")
                && !Objects.equals(fields.id("test_clock_id"), before.testClockId())) {
            throw ApiError.of(
                    Refusal.INVALID_VALUE,
                    "A customer keeps the clock it was made with.",
                    "test_clock_id");
        }
        fields.refuseOthers();
        return Reply.ok(json(customers(call).update(before.id(), change)));
    }

    /** A customer of the gateway may have none, but whoever gets invoices must. */
    private static Change<String> email(Fields fields) {
        return fields.has("email") ? Change.to(fields.requiredText("email")) : Change.kept();
    }

    private Reply delete(ApiCall call) {
        customers(call).archive(customer(call).id());
        return Reply.noContent();
    }

    private Customer customer(ApiCall call) {
        return customers(call)
                .find(call.pathId("id"))
                .orElseThrow(
                        () -> ApiError.of(Refusal.NOT_FOUND, "There is no such customer.", "id"));
    }

    private static ObjectNode json(Customer customer) {
        Contact contact = customer.contact();
        ObjectNode json = Json.object();
        json.put("id", customer.id().toString());
        json.put("organization_id", customer.organizationId().toString());
        json.put("external_id", customer.externalId());
        json.put("name", customer.name());
        json.put("email", customer.email());
        json.put("phone", contact.phone());
        json.put("billing_address_line1", contact.line1());
        json.put("billing_address_city", contact.city());
        json.put("billing_address_state", contact.state());
        json.put("billing_address_country", contact.country());
        json.put("billing_address_postal_code", contact.postalCode());
        json.put("test_clock_id", Objects.toString(customer.testClockId(), null));
        json.put("created_at", Json.time(customer.createdAt()));
        json.put("updated_at", Json.time(customer.updatedAt()));
        return json;
    }
}
