package io.fluxrouter.app.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.ApiVisitor;
import io.fluxrouter.app.node.TestApi.Answer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * One of each thing that an organisation may have, by the name of its collection and by the name
 * under which other calls refer to it: {@code plans} and {@code plan_id}.
 */
public record Existing(Map<String, String> ids) {
    private static final Pattern PATH_ID = Pattern.compile("/([a-z_-]+)/\\{(\\w+)}");

    /** What an invoice that is made by hand may have on it. */
    static final String LINES = "[{\"description\":\"Work\",\"quantity\":1,\"unit_amount\":\"1\"}]";

    public static Existing of(ApiVisitor owner) {
        Map<String, String> ids = new HashMap<>();
        put(ids, "customer", id(owner, "/customers", "{\"name\":\"C\",\"email\":\"c@c.test\"}"));
        JsonNode feature = made(owner, "/features", FEATURE);
        put(ids, "feature", feature.path("id").asString());
        put(ids, "meter", feature.path("meter_id").asString());
        put(ids, "plan", id(owner, "/plans", "{\"name\":\"P\",\"type\":\"HYBRID\"}"));
        String charges = "/plans/" + ids.get("plans") + "/charges";
        put(ids, "charge", id(owner, charges, "{\"type\":\"FIXED\",\"unit_price\":\"1\"}"));
        put(ids, "subscription", id(owner, "/subscriptions", subscription(ids)));
        put(ids, "event", id(owner, "/usage", event(ids)));
        put(ids, "webhook", id(owner, "/webhooks", "{\"url\":\"https://example.com/hooks\"}"));
        put(ids, "invoice", id(owner, "/invoices", invoice(ids)));
        put(ids, "test_clock", id(owner, "/test_clocks", CLOCK));
        String key = "{\"name\":\"a key\",\"scopes\":[\"usage.read\"]}";
        put(ids, "api-key", id(owner, "/api-keys", key));
        ids.put("meter_token", feature.path("meter_id").asString());
        ids.put("versions", "1");
        return new Existing(ids);
    }

    private static final String FEATURE =
            "{\"name\":\"F\",\"lookup_key\":\"f\",\"type\":\"meter\",\"meter_name\":\"f\","
                    + "\"aggregation_type\":\"SUM\"}";

    private static final String CLOCK = "{\"name\":\"T\",\"frozen_time\":\"2026-01-31T12:00:00Z\"}";

    private static String invoice(Map<String, String> ids) {
        return "{\"customer_id\":\"%s\",\"currency\":\"USD\",\"line_items\":%s}"
                .formatted(ids.get("customers"), LINES);
    }

    private static String subscription(Map<String, String> ids) {
        return "{\"customer_id\":\"%s\",\"plan_id\":\"%s\"}"
                .formatted(ids.get("customers"), ids.get("plans"));
    }

    private static String event(Map<String, String> ids) {
        return "{\"customer_id\":\"%s\",\"meter_id\":\"%s\",\"quantity\":1}"
                .formatted(ids.get("customers"), ids.get("meters"));
    }

    private static void put(Map<String, String> ids, String name, String id) {
        ids.put(name + "s", id);
        ids.put(name + "_id", id);
    }

    private static String id(ApiVisitor owner, String path, String body) {
        return made(owner, path, body).path("id").asString();
    }

    private static JsonNode made(ApiVisitor owner, String path, String body) {
        Answer answer = owner.post(path, body);
        assertThat(answer.status()).as("%s: %s", path, answer.text()).isEqualTo(201);
        return answer.json();
    }

    public Existing with(String name, String id) {
        Map<String, String> more = new HashMap<>(ids);
        more.put(name, id);
        return new Existing(more);
    }

    public Optional<String> find(String name) {
        return Optional.ofNullable(ids.get(name));
    }

    /** The path with ids that exist, as far as they are known here. */
    public String path(String template) {
        return PATH_ID.matcher(template)
                .replaceAll(
                        found ->
                                "/"
                                        + found.group(1)
                                        + "/"
                                        + Matcher.quoteReplacement(idFor(found)));
    }

    private String idFor(MatchResult found) {
        return find(found.group(1)).orElse("00000000-0000-4000-8000-000000000000");
    }

    /** If there is one of everything that the path names. */
    boolean has(String template) {
        return PATH_ID.matcher(template).results().allMatch(id -> ids.containsKey(id.group(1)));
    }
}
