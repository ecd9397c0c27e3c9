package io.fluxrouter.bench.crash;

import io.fluxrouter.core.money.Money;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Callers of a server that may die at any moment, and what they saw of each request: its cost
 * counts as seen from the moment it was read, even if the connection broke right after. Safe for
 * all threads.
 */
final class Witnesses implements AutoCloseable {
    private static final String BODY =
            "{\"model\":\"flux-auto\",\"stream\":%s,\"user\":\"simulate:tokens=20\",\"messages\":"
                    + "[{\"role\":\"user\",\"content\":\"hello\"}]}";
    private static final int TOO_FAST = 429;
    private static final Pattern COST = Pattern.compile("\"cost_usd\":\"([0-9.]+)\"");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, Money> seen = new ConcurrentHashMap<>();
    private final Map<Integer, Integer> refused = new ConcurrentSkipListMap<>();

    /** The cost of each request that was told, by request id. */
    Map<String, Money> seen() {
        return Map.copyOf(seen);
    }

    int count() {
        return seen.size();
    }

    /** How often each status came but 200, and 429, which hasty callers must expect. */
    Map<Integer, Integer> refused() {
        return Map.copyOf(refused);
    }

    /** Sends one request after the other until the server is gone. Blocks. */
    void callUntilGone(int port, String key, boolean stream) {
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + port + "/v1/chat/completions"))
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(BODY.formatted(stream)))
                        .build();
        try {
            while (!Thread.currentThread().isInterrupted()) {
                HttpResponse<InputStream> response =
                        http.send(request, HttpResponse.BodyHandlers.ofInputStream());
                note(response, stream);
            }
        } catch (IOException killed) {
            // In the middle of a call: what was not read was not seen.
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void note(HttpResponse<InputStream> response, boolean stream) throws IOException {
        int status = response.statusCode();
        if (status != 200 && status != TOO_FAST) refused.merge(status, 1, Integer::sum);
        String id = response.headers().firstValue("x-request-id").orElse("");
        if (!stream) {
            Optional<String> cost = response.headers().firstValue("X-Flux-Cost-Usd");
            if (status == 200) cost.ifPresent(dollars -> seen.put(id, Money.usd(dollars)));
        }
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            String line;
            while ((line = lines.readLine()) != null) {
                Matcher cost = COST.matcher(line);
                if (stream && cost.find()) seen.put(id, Money.usd(cost.group(1)));
            }
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
