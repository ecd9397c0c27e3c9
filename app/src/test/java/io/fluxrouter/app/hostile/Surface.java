package io.fluxrouter.app.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.hostile.Operation.Credential;
import io.fluxrouter.app.node.ApiVisitor;
import io.fluxrouter.app.node.ServerProcess;
import io.fluxrouter.app.node.TestApi.Answer;
import io.fluxrouter.app.node.TestNode;
import io.fluxrouter.simulator.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A running node, all its calls, and an honest request for each. Closing it checks that nothing was
 * charged, no hold is open, and it still serves.
 */
final class Surface implements AutoCloseable {
    private static final String ALERT =
            "\"name\":\"A\",\"watches\":\"ceiling\",\"thresholds\":[50]";
    private static final String PACKAGE = "\"name\":\"P\",\"price_usd\":10";

    /** With the simulated Stripe, so that no call is refused for want of one. */
    private final TestNode node =
            TestNode.start(
                    Settings.defaults().withRecordedRequests(50), Map.of("FLUX_STRIPE", "fake"));

    private final List<Operation> operations =
            Operation.in(node.api().get("/openapi.yaml", "").text());
    private final String customer = node.api().customer("scale");
    private final String key = node.api().key(customer);
    private final Existing existing;

    Surface() {
        String body = "{\"customer_id\":\"" + customer + "\",\"name\":\"spare\"}";
        String spareKey = node.api().admin("POST", "/v1/keys", body).json().path("id").asString();
        this.existing =
                Existing.of(ApiVisitor.operator(node.api()))
                        .with("keys", spareKey)
                        .with("budgets", made("/v1/budgets", "\"name\":\"B\",\"limit_usd\":1"))
                        .with("teams", made("/v1/teams", "\"name\":\"T\""))
                        .with("alerts", made("/v1/alerts", ALERT))
                        .with("credit_packages", made("/v1/credit_packages", PACKAGE))
                        .with("models", "gpt-4o-mini");
    }

    private String made(String path, String fields) {
        String owner =
                path.equals("/v1/credit_packages") ? "" : "\"customer_id\":\"" + customer + "\",";
        Answer answer = node.api().admin("POST", path, "{" + owner + fields + "}");
        assertThat(answer.status()).as("%s: %s", path, answer.text()).isEqualTo(201);
        return answer.json().path("id").asString();
    }

    List<Operation> operations() {
        return operations;
    }

    TestNode node() {
        return node;
    }

    int port() {
        return node.app().port();
    }

    /** The path with ids that exist. */
    String path(Operation call) {
        return existing.path(call.path());
    }

    /** If everything that the path names exists, so that the body is what is judged. */
    boolean knows(Operation call) {
        return existing.has(call.path());
    }

    /** A target with one parameter, and whatever others the call needs to look at that one. */
    String target(Operation call, String name, String value) {
        Map<String, String> query = new LinkedHashMap<>();
        if (call.path().equals("/api/v1/entitlements/check")) {
            if (!name.startsWith("customer")) query.put("customer_id", id("customers"));
            if (!name.startsWith("feature")) query.put("feature_id", id("features"));
        }
        if (List.of("limit", "before", "type", "format").contains(name))
            query.put("customer_id", customer);
        query.put(name, value);
        return query.entrySet().stream()
                .map(one -> one.getKey() + "=" + one.getValue())
                .collect(Collectors.joining("&", path(call) + "?", ""));
    }

    private String id(String name) {
        return existing.find(name).orElseThrow();
    }

    /** The fields that the call cannot do without: those that are said here, else by the schema. */
    Map<String, String> fields(Operation call) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String name : call.body().required()) {
            Map<String, Object> schema = call.fields().getOrDefault(name, Map.of());
            fields.put(name, honest(name, schema));
        }
        fields.putAll(said(call));
        return fields;
    }

    private String honest(String name, Map<String, Object> schema) {
        if ("uuid".equals(schema.get("format"))) {
            return HostileValues.quoted(existing.find(name).orElse(customer));
        }
        if (schema.get("enum") instanceof List<?> values) {
            return HostileValues.quoted(String.valueOf(values.getFirst()));
        }
        if ("date-time".equals(schema.get("format"))) return "\"2026-01-31T12:00:00Z\"";
        String type = String.valueOf(schema.get("type"));
        if (type.contains("number") || type.contains("integer")) return "1";
        if (type.contains("boolean")) return "true";
        if (type.contains("array")) return "[]";
        return type.contains("object") ? "{}" : "\"a\"";
    }

    private Map<String, String> said(Operation call) {
        return switch (call.toString()) {
            case "POST /v1/chat/completions" ->
                    Map.of(
                            "model", "\"flux-fast\"",
                            "messages", "[{\"role\":\"user\",\"content\":\"hi\"}]");
            case "POST /api/v1/auth/signup" ->
                    Map.of(
                            "email", "\"a@b.test\"",
                            "password", "\"correct horse\"",
                            "organization_name", "\"B\"");
            case "POST /api/v1/auth/login" ->
                    Map.of("email", "\"a@b.test\"", "password", "\"correct horse\"");
            case "POST /api/v1/api-keys" -> Map.of("scopes", "[\"usage.read\"]");
            case "POST /api/v1/customers" -> Map.of("email", "\"ann@example.com\"");
            case "POST /v1/alerts" ->
                    Map.of(
                            "customer_id", HostileValues.quoted(customer),
                            "watches", "\"ceiling\"",
                            "thresholds", "[50]");
            case "POST /v1/credit_purchases" ->
                    Map.of(
                            "customer_id", HostileValues.quoted(customer),
                            "package_id", HostileValues.quoted(id("credit_packages")));
            case "POST /v1/keys", "POST /v1/checkout/setup", "POST /v1/billing_portal" ->
                    Map.of("customer_id", HostileValues.quoted(customer));
            case "PUT /v1/auto_topup" ->
                    Map.of(
                            "customer_id", HostileValues.quoted(customer),
                            "threshold_usd", "1",
                            "amount_usd", "10",
                            "monthly_limit_usd", "100");
            case "POST /api/v1/webhooks" -> Map.of("url", "\"https://example.com/hooks\"");
            case "POST /api/v1/invoices" ->
                    Map.of("currency", "\"USD\"", "line_items", Existing.LINES);
            case "POST /api/v1/features" ->
                    Map.of("meter_name", "\"m\"", "aggregation_type", "\"SUM\"");
            case "POST /api/v1/sdk/track" ->
                    Map.of("customer_external_id", HostileValues.quoted(id("customers")));
            case "POST /api/v1/usage" ->
                    Map.of(
                            "customer_id", HostileValues.quoted(id("customers")),
                            "meter_id", HostileValues.quoted(id("meters")),
                            "quantity", "1");
            case "POST /api/v1/events/backfill" ->
                    Map.of("meter_name", "\"f\"", "end_date", "\"2026-02-28T12:00:00Z\"");
            case "POST /api/v1/price_experiments" ->
                    Map.of("lanes", "[{\"lane\":\"deep\",\"input\":1,\"output\":2}]");
            case "POST /api/v1/customers/{id}/discounts" -> Map.of("percent_off", "10");
            case "POST /api/v1/plans/{id}/charges",
                    "PATCH /api/v1/plans/{id}/charges/{charge_id}" ->
                    Map.of("unit_price", "1");
            default -> Map.of();
        };
    }

    static String json(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> HostileValues.quoted(field.getKey()) + ":" + field.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** The header that a call asks for, ended; empty for a public one. */
    String authorization(Operation call) {
        return switch (call.credential()) {
            case Credential.NONE -> "";
            case Credential.KEY -> "Authorization: Bearer " + key + "\r\n";
            case Credential.ADMIN -> "Authorization: Bearer " + ServerProcess.ADMIN_TOKEN + "\r\n";
        };
    }

    /** Everything up to the body, with more headers, each ended. */
    String head(Operation call, String target, String more) {
        return call.method()
                + " "
                + target
                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + authorization(call)
                + more
                + "\r\n";
    }

    RawAnswer send(Operation call, byte[] body) {
        String length = "Content-Type: application/json\r\nContent-Length: " + body.length + "\r\n";
        return send(RawHttp.join(RawHttp.bytes(head(call, path(call), length)), body));
    }

    RawAnswer send(byte[] request) {
        return RawHttp.send(port(), request);
    }

    @Override
    public void close() {
        try {
            Answer usage = node.api().admin("GET", "/v1/usage?customer_id=" + customer, "");
            assertThat(usage.json().path("total").path("cost_usd").asString()).isEqualTo("0");
            String fine =
                    "{\"model\":\"flux-fast\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
            assertThat(node.api().chat(key, fine).status()).isEqualTo(200);
        } finally {
            node.close();
        }
    }
}
