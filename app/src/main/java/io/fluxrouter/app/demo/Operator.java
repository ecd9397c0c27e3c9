package io.fluxrouter.app.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The operator of the tour: sets customers up through the management API, as anybody would. */
final class Operator {
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String origin;
    private final String adminToken;

    Operator(String origin, String adminToken) {
        this.origin = origin;
        this.adminToken = adminToken;
    }

    /** A customer on a plan, or prepaid only where the plan is "none". Returns its id. */
    String customer(String name, String plan) {
        String onPlan = plan.equals("none") ? "" : ",\"plan\":\"" + plan + "\"";
        return post("/v1/customers", "{\"name\":\"" + name + "\"" + onPlan + "}")
                .path("id")
                .asString();
    }

    void grant(String customer, String dollars) {
        post("/v1/customers/" + customer + "/credits", "{\"amount_usd\":\"" + dollars + "\"}");
    }

    /** What can be bought: credit for as many dollars, and a bonus. Returns its id. */
    String creditPackage(String name, String dollars, String bonus) {
        String terms =
                "{\"name\":\"%s\",\"price_usd\":\"%s\",\"credit_usd\":\"%s\",\"bonus_usd\":\"%s\"}";
        return post("/v1/credit_packages", terms.formatted(name, dollars, dollars, bonus))
                .path("id")
                .asString();
    }

    /** Begins a purchase, which is paid on the page that the answer names. */
    JsonNode buy(String customer, String creditPackage) {
        String body = "{\"customer_id\":\"%s\",\"package_id\":\"%s\"}";
        return post("/v1/credit_purchases", body.formatted(customer, creditPackage));
    }

    JsonNode purchase(String id) {
        return send(request("/v1/credit_purchases/" + id).GET().build());
    }

    /** Returns the secret, which is shown only now. */
    String key(String customer, String name) {
        return post("/v1/keys", "{\"customer_id\":\"" + customer + "\",\"name\":\"" + name + "\"}")
                .path("key")
                .asString();
    }

    /** Of everybody, the newest first. */
    JsonNode invoices() {
        return send(request("/api/v1/invoices?page_size=100").GET().build()).path("data");
    }

    /** Has an address told of all that happens. */
    void webhook(String url, String description) {
        String body = "{\"url\":\"%s\",\"description\":\"%s\"}";
        post("/api/v1/webhooks", body.formatted(url, description));
    }

    JsonNode usage(String query) {
        return send(request("/v1/usage" + query).GET().build());
    }

    JsonNode transactions(String customer) {
        return send(request("/v1/transactions?limit=1000&customer_id=" + customer).GET().build());
    }

    private JsonNode post(String path, String body) {
        return send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(origin + path))
                .header("Authorization", "Bearer " + adminToken)
                .header("Content-Type", "application/json");
    }

    private JsonNode send(HttpRequest request) {
        try {
            HttpResponse<String> response =
                    http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new IllegalStateException(request.uri() + ": " + response.body());
            }
            return JSON.readTree(response.body());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }
}
