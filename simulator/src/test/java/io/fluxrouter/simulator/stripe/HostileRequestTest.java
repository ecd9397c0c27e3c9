package io.fluxrouter.simulator.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.simulator.stripe.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every operation, called with what it does not expect: each answer is JSON and none is a failure
 * of the simulator. More of them: {@code -Dhostile=20000}; the same again: {@code -Dseed=1}.
 */
class HostileRequestTest {
    private static final int REQUESTS = Integer.getInteger("hostile", 300);
    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final List<String> VALUES =
            List.of(
                    "",
                    "0",
                    "-1",
                    "50",
                    "1000",
                    "9223372036854775807",
                    "99999999999999999999999",
                    "1.5",
                    "1e400",
                    "true",
                    "usd",
                    "month",
                    "recurring",
                    "card",
                    "payment",
                    "setup",
                    "subscription",
                    "include",
                    "pm_card_visa",
                    "pm_card_chargeDeclined",
                    "pm_card_authenticationRequired",
                    "pm_card_bankDebit",
                    "javascript:alert(1)",
                    "http://localhost:1/back",
                    "\u0000",
                    "\ud83d\ude42<script>",
                    "x".repeat(3_000));
    private static final List<String> NESTS =
            List.of(
                    "",
                    "",
                    "",
                    "",
                    "[0]",
                    "[]",
                    "[enabled]",
                    "[gte]",
                    "[0][price_data][unit_amount]",
                    "[0][price]",
                    "[a][b][c]");

    private final Random random = new Random(SEED);
    private final List<String> ids = new ArrayList<>(List.of("none", "%00", "..", "x%2Fy"));

    @Test
    void nothing_makes_the_simulator_fail() throws IOException {
        System.out.println("seed of the hostile requests: " + SEED);
        List<String> operations = operations();
        try (SimulatedStripe stripe = SimulatedStripe.start(StripeSettings.defaults());
                Shop.Browser browser = new Shop.Browser()) {
            for (int i = 0; i < REQUESTS; i++) {
                HttpRequest request =
                        request(stripe, operations.get(random.nextInt(operations.size())));
                HttpResponse<String> answer = browser.send(request);
                String told = request.method() + " " + request.uri() + " -> " + answer.body();
                assertThat(answer.statusCode()).as(told).isLessThan(500);
                ObjectNode body = Json.MAPPER.readTree(answer.body()).asObject();
                remember(Json.text(body, "id"));
            }
            assertThat(stripe.cash().net()).isNotNegative();
        }
    }

    private void remember(String id) {
        if (!id.isEmpty()) ids.add(id);
    }

    private HttpRequest request(SimulatedStripe stripe, String operation) {
        String[] parts = operation.split("[ :]+", 3);
        String path = parts[1].replace("{}", pick(ids));
        String form = form(List.of(parts[2].split(" ", -1)));
        boolean post = parts[0].equals("POST");
        String url = stripe.baseUrl() + path + (post || form.isEmpty() ? "" : "?" + form);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url))
                        .header("authorization", "Bearer " + stripe.secretKey());
        if (random.nextInt(4) == 0) request.header("idempotency-key", "k" + random.nextInt(20));
        return request.method(
                        parts[0],
                        post
                                ? HttpRequest.BodyPublishers.ofString(form)
                                : HttpRequest.BodyPublishers.noBody())
                .build();
    }

    /** Most of what is needed, so that some requests come far. */
    private String form(List<String> names) {
        List<String> pairs = new ArrayList<>();
        for (String name : names) {
            boolean likely =
                    List.of("amount", "currency", "customer", "payment_intent").contains(name);
            if (random.nextInt(likely ? 2 : 8) != 0) continue;
            String value = random.nextInt(3) == 0 ? pick(ids) : pick(VALUES);
            pairs.add(
                    encoded(name + pick(NESTS))
                            + "="
                            + encoded(likely ? likely(name, value) : value));
        }
        return String.join("&", pairs);
    }

    private String likely(String name, String value) {
        if (random.nextInt(3) == 0) return value;
        return switch (name) {
            case "amount" -> "1000";
            case "currency" -> "usd";
            default -> pick(ids);
        };
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private String pick(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static List<String> operations() throws IOException {
        try (InputStream table = Json.class.getResourceAsStream("parameters.txt")) {
            byte[] bytes = Objects.requireNonNull(table).readAllBytes();
            return new String(bytes, StandardCharsets.UTF_8).lines().toList();
        }
    }
}
