package io.fluxrouter.app.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.hostile.Operation.Credential;
import io.fluxrouter.app.node.ServerProcess;
import io.fluxrouter.app.node.TestApi.Answer;
import io.fluxrouter.app.node.TestNode;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A running node, all its calls, and an honest request for each. Closing it checks that nothing was
 * charged, no hold is open, and it still serves.
 */
final class Surface implements AutoCloseable {
    private static final Pattern NOT_YET =
            Pattern.compile(
                    "^/api/v1/(features|meters|events|usage|sdk|plans|subscriptions|entitlements)"
                            + "|^/api/v1/customers/[^/]+/(usage|subscriptions)");

    private final TestNode node = TestNode.start();
    private final List<Operation> operations =
            Operation.in(node.api().get("/openapi.yaml", "").text());
    private final String customer = node.api().customer("scale");
    private final String key = node.api().key(customer);
    private final String spareKey;
    private final String webhook;

    Surface() {
        String body = "{\"customer_id\":\"" + customer + "\",\"name\":\"spare\"}";
        this.spareKey = node.api().admin("POST", "/v1/keys", body).json().path("id").asString();
        String hooks = "{\"url\":\"https://example.com/hooks\"}";
        this.webhook =
                node.api().admin("POST", "/api/v1/webhooks", hooks).json().path("id").asString();
    }

    /**
     * All but the calls of metering and plans: their schemas are not written field by field yet,
     * and what the sweep must send with each is not known here.
     */
    List<Operation> operations() {
        return operations.stream().filter(call -> !NOT_YET.matcher(call.path()).find()).toList();
    }

    int port() {
        return node.app().port();
    }

    /** The id of a customer that exists. */
    String customer() {
        return customer;
    }

    /** The path with ids that exist. */
    String path(Operation call) {
        return call.path()
                .replace("/customers/{id}", "/customers/" + customer)
                .replace("/keys/{id}", "/keys/" + spareKey)
                .replace("/webhooks/{id}", "/webhooks/" + webhook)
                .replace("/models/{id}", "/models/gpt-4o-mini")
                .replace("{id}", customer);
    }

    /** The fields that the call cannot do without. */
    Map<String, String> fields(Operation call) {
        return switch (call.toString()) {
            case "POST /v1/chat/completions" ->
                    Map.of(
                            "model", "\"flux-fast\"",
                            "messages", "[{\"role\":\"user\",\"content\":\"hi\"}]");
            case "POST /v1/customers" -> Map.of("name", "\"Somebody\"");
            case "POST /api/v1/auth/signup" ->
                    Map.of(
                            "email", "\"a@b.test\"",
                            "password", "\"correct horse\"",
                            "organization_name", "\"B\"");
            case "POST /api/v1/auth/login" ->
                    Map.of("email", "\"a@b.test\"", "password", "\"correct horse\"");
            case "POST /api/v1/api-keys" ->
                    Map.of("name", "\"a key\"", "scopes", "[\"usage.read\"]");
            case "POST /api/v1/customers" ->
                    Map.of("name", "\"Ann\"", "email", "\"ann@example.com\"");
            case "POST /api/v1/webhooks" -> Map.of("url", "\"https://example.com/hooks\"");
            case "POST /v1/customers/{id}/credits" -> Map.of("amount_usd", "\"1\"");
            case "POST /v1/keys" ->
                    Map.of("customer_id", HostileValues.quoted(customer), "name", "\"a key\"");
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
