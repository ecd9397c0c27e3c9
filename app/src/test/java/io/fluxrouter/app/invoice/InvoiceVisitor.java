package io.fluxrouter.app.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.ApiVisitor;
import io.fluxrouter.app.node.TestApi;
import io.fluxrouter.app.node.TestApi.Answer;
import tools.jackson.databind.JsonNode;

/** An organisation that writes invoices. */
record InvoiceVisitor(ApiVisitor owner) {

    static InvoiceVisitor signedUp(TestApi api, String organization) {
        return new InvoiceVisitor(ApiVisitor.signedUp(api, organization));
    }

    String customer(String name, String country) {
        return made(
                        "/customers",
                        """
                        {"name": "%s", "email": "billing@acme.test", "external_id": "%s",
                         "billing_address_line1": "1 Main Street", "billing_address_city": "Pune",
                         "billing_address_country": "%s"}"""
                                .formatted(name, name.hashCode(), country))
                .path("id")
                .asString();
    }

    /** The manual invoice of the reference: 500.00 + 8 x 150.00. */
    JsonNode draft(String customer) {
        return made(
                "/invoices",
                """
                {"customer_id": "%s", "currency": "USD", "due_days": 14,
                 "line_items": [
                   {"description": "Setup fee", "quantity": 1, "unit_amount": 500.00},
                   {"description": "Consulting", "quantity": 8, "unit_amount": "150.00"}]}"""
                        .formatted(customer));
    }

    /** A draft, made final. */
    JsonNode open(String customer) {
        return done("POST", path(draft(customer)) + "/finalize", "");
    }

    JsonNode made(String path, String body) {
        Answer answer = owner.post(path, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json();
    }

    JsonNode done(String method, String path, String body) {
        Answer answer = owner.send(method, path, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    int status(String method, String path, String body) {
        return owner.send(method, path, body).status();
    }

    static String path(JsonNode invoice) {
        return "/invoices/" + invoice.path("id").asString();
    }
}
