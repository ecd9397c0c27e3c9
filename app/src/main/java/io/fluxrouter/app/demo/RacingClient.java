package io.fluxrouter.app.demo;

import io.fluxrouter.core.money.Money;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Sends many requests in the same instant, each asking for a long answer. */
final class RacingClient implements AutoCloseable {
    private static final String BODY =
            "{\"model\":\"flux-fast\",\"user\":\"simulate:tokens=400\",\"messages\":"
                    + "[{\"role\":\"user\",\"content\":\"Count to two hundred.\"}]}";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpRequest request;

    RacingClient(String baseUrl, String key) {
        this.request =
                HttpRequest.newBuilder(URI.create(baseUrl + "/chat/completions"))
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(BODY))
                        .build();
    }

    /** What one request got; a refused one cost nothing. */
    record Result(int status, Money cost) {}

    List<Result> race(int requests) {
        List<CompletableFuture<Result>> running =
                IntStream.range(0, requests)
                        .mapToObj(
                                i ->
                                        http.sendAsync(
                                                        request,
                                                        HttpResponse.BodyHandlers.ofString())
                                                .thenApply(RacingClient::result))
                        .toList();
        return running.stream().map(CompletableFuture::join).toList();
    }

    private static Result result(HttpResponse<String> response) {
        Money cost =
                response.headers().firstValue("X-Flux-Cost-Usd").map(Money::usd).orElse(Money.ZERO);
        return new Result(response.statusCode(), cost);
    }

    @Override
    public void close() {
        http.close();
    }
}
