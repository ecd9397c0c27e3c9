package io.fluxrouter.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The operator of the server under test: makes its customers and keys by the management API. */
public final class Operator {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int KEYS_PER_CUSTOMER = 10;

    private final String origin;
    private final String adminToken;

    Operator(String origin, String adminToken) {
        this.origin = origin;
        this.adminToken = adminToken;
    }

    /** Secrets of new keys, of customers whom no spend limit stops. */
    public List<String> keys(int count) {
        List<String> secrets = new ArrayList<>();
        String customer = "";
        for (int i = 0; i < count; i++) {
            if (i % KEYS_PER_CUSTOMER == 0) customer = customer("bench " + i, "scale");
            secrets.add(key(customer, "key " + i));
        }
        return secrets;
    }

    /** The secret of a new key. */
    public String key(String customer, String name) {
        String fields = "{\"customer_id\":\"" + customer + "\",\"name\":\"" + name + "\"}";
        return send("POST", "/v1/keys", fields).path("key").asString();
    }

    /** The id of a new customer whom no spend limit stops. */
    public String customer(String name, String plan) {
        String fields = "{\"name\":\"" + name + "\",\"plan\":\"" + plan + "\"}";
        String id = send("POST", "/v1/customers", fields).path("id").asString();
        send("PATCH", "/v1/customers/" + id, "{\"ceiling_usd\":\"1000000\"}");
        return id;
    }

    public void grant(String customer, String dollars) {
        String fields = "{\"amount_usd\":\"" + dollars + "\"}";
        send("POST", "/v1/customers/" + customer + "/credits", fields);
    }

    /** One figure of {@code /metrics} that has no labels. */
    double metric(String name) {
        String metrics = exchange("GET", "/metrics", "");
        return metrics.lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no metric " + name));
    }

    private JsonNode send(String method, String path, String fields) {
        return JSON.readTree(exchange(method, path, fields));
    }

    private String exchange(String method, String path, String fields) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(origin + path))
                        .header("Authorization", "Bearer " + adminToken)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(fields))
                        .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> response =
                    http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new IllegalStateException(request.uri() + ": " + response.body());
            }
            return response.body();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }
}
