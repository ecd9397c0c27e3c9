package io.fluxrouter.app.node;

import io.fluxrouter.core.money.Money;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A node as its users see it: plain HTTP. */
public final class TestApi {
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String origin;
    private final String adminToken;

    TestApi(String origin, String adminToken) {
        this.origin = origin;
        this.adminToken = adminToken;
    }

    /** An answer and how to look into it. */
    public record Answer(HttpResponse<byte[]> response) {
        public int status() {
            return response.statusCode();
        }

        public String text() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }

        public JsonNode json() {
            return JSON.readTree(response.body());
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        public Money cost() {
            return Money.usd(header("X-Flux-Cost-Usd"));
        }

        public String errorCode() {
            return json().path("error").path("code").asString("");
        }
    }

    public String origin() {
        return origin;
    }

    public String baseUrl() {
        return origin + "/v1";
    }

    /** A customer on a plan; "none" makes one who is prepaid only. */
    public String customer(String plan) {
        String body =
                plan.equals("none")
                        ? "{\"name\":\"Somebody\"}"
                        : "{\"name\":\"Somebody\",\"plan\":\"" + plan + "\"}";
        return admin("POST", "/v1/customers", body).json().path("id").asString();
    }

    public void grant(String customer, String dollars) {
        String body = "{\"amount_usd\":\"" + dollars + "\"}";
        Answer answer = admin("POST", "/v1/customers/" + customer + "/credits", body);
        if (answer.status() != 201) throw new IllegalStateException(answer.text());
    }

    /** A key of the customer's with more fields: {@code ",\"dialect\":\"proxy\""}. */
    public String key(String customer, String more) {
        String body = "{\"customer_id\":\"" + customer + "\",\"name\":\"a key\"" + more + "}";
        Answer answer = admin("POST", "/v1/keys", body);
        if (answer.status() != 201) throw new IllegalStateException(answer.text());
        return answer.json().path("key").asString();
    }

    public String key(String customer) {
        return key(customer, "");
    }

    /** An open invoice of the customer's over two pieces of one thing, for so much each. */
    public String invoice(String customer, String thing, String dollars) {
        String line =
                "{\"description\":\"%s\",\"quantity\":2,\"unit_amount\":\"%s\"}"
                        .formatted(thing, dollars);
        String body =
                "{\"customer_id\":\"%s\",\"currency\":\"USD\",\"line_items\":[%s]}"
                        .formatted(customer, line);
        String id = admin("POST", "/api/v1/invoices", body).json().path("id").asString();
        Answer answer = admin("POST", "/api/v1/invoices/" + id + "/finalize", "");
        if (answer.status() != 200) throw new IllegalStateException(answer.text());
        return id;
    }

    public Answer admin(String method, String path, String body) {
        return send(request(path, adminToken).method(method, publisher(body)).build());
    }

    /** With more headers. */
    public Answer admin(String method, String path, String body, Map<String, String> headers) {
        HttpRequest.Builder request = request(path, adminToken).method(method, publisher(body));
        headers.forEach(request::header);
        return send(request.build());
    }

    public Answer get(String path, String key) {
        return send(request(path, key).GET().build());
    }

    public Answer chat(String key, String body) {
        return send(chatRequest(key, body));
    }

    public CompletableFuture<Answer> chatAsync(String key, String body) {
        return http.sendAsync(chatRequest(key, body), HttpResponse.BodyHandlers.ofByteArray())
                .thenApply(Answer::new);
    }

    public HttpRequest chatRequest(String key, String body) {
        return request("/v1/chat/completions", key).POST(publisher(body)).build();
    }

    public Answer send(HttpRequest request) {
        try {
            return new Answer(http.send(request, HttpResponse.BodyHandlers.ofByteArray()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }

    /** An answer as it comes, however long it is. */
    public InputStream open(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofInputStream()).body();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }

    private HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(URI.create(origin + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json");
    }

    private static HttpRequest.BodyPublisher publisher(String body) {
        return body.isEmpty()
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body);
    }
}
