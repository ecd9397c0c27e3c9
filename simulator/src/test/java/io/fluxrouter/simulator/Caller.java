package io.fluxrouter.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** A plain HTTP client of one provider. */
final class Caller implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final String baseUri;

    Caller(SimulatedProvider provider) {
        this.baseUri = provider.baseUri();
    }

    /** A chat request body with one user message and more members, each followed by a comma. */
    static String ask(String members, String question) {
        return "{\"model\":\"gpt-4o\","
                + members
                + "\"messages\":[{\"role\":\"user\",\"content\":"
                + Json.quoted(question)
                + "}]}";
    }

    static String faulty(String faults) {
        return ask("\"user\":\"simulate:" + faults + "\",", "Hello!");
    }

    static String faultyStream(String faults) {
        return ask(
                "\"stream\":true,\"stream_options\":{\"include_usage\":true},\"user\":\"simulate:"
                        + faults
                        + "\",",
                "Hello!");
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(baseUri + path))
                .header("authorization", "Bearer sk-test");
    }

    HttpResponse<String> post(String body, String... headers) throws IOException {
        HttpRequest.Builder request = chat(body);
        if (headers.length > 0) request.headers(headers);
        return send(request.build());
    }

    HttpResponse<String> get(String path) throws IOException {
        return send(request(path).build());
    }

    HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The reply whose body is still to come. Close the stream to leave it. */
    HttpResponse<InputStream> open(String body) throws IOException {
        try {
            return http.send(chat(body).build(), BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * What comes of a reply that breaks off; the stream of {@link #open} forgets what it has not
     * given yet when it breaks off.
     */
    String brokenReply(String body) {
        ByteArrayOutputStream arrived = new ByteArrayOutputStream();
        Consumer<Optional<byte[]>> keep = piece -> piece.ifPresent(arrived::writeBytes);
        try {
            http.send(chat(body).build(), BodyHandlers.ofByteArrayConsumer(keep));
        } catch (IOException broken) {
            return arrived.toString(StandardCharsets.UTF_8);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        throw new AssertionError("the reply came to its end: " + arrived);
    }

    /** The reply to come; cancelling leaves the connection. */
    CompletableFuture<HttpResponse<String>> start(String body) {
        return http.sendAsync(chat(body).build(), BodyHandlers.ofString());
    }

    /** The reply of a good request. */
    JsonNode json(String body) {
        try {
            HttpResponse<String> reply = post(body);
            if (reply.statusCode() != 200) throw new AssertionError(reply.body());
            return Json.MAPPER.readTree(reply.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The data of every event, in order. */
    List<String> events(String body) throws IOException {
        return events(post(body));
    }

    static List<String> events(HttpResponse<String> reply) {
        return List.of(reply.body().split("\n\n")).stream()
                .map(event -> event.substring("data: ".length()))
                .toList();
    }

    private HttpRequest.Builder chat(String body) {
        return request("/chat/completions")
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
