package io.fluxrouter.app.node;

import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A client of /api/v1 with its own cookies and headers. Keeps what {@code Set-Cookie} says, but not
 * for how long: a test sends what it wants.
 */
public final class ApiVisitor {
    private final TestApi api;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, String> cookies = new LinkedHashMap<>();

    public ApiVisitor(TestApi api) {
        this.api = api;
    }

    /** A new person with an organisation of that name. */
    public static ApiVisitor signedUp(TestApi api, String organization) {
        ApiVisitor visitor = new ApiVisitor(api);
        String body =
                "{\"email\":\"owner@%s.test\",\"password\":\"correct horse\",\"organization_name\":\"%s\"}"
                        .formatted(organization, organization);
        TestApi.Answer answer = visitor.post("/auth/signup", body);
        if (answer.status() != 201) throw new IllegalStateException(answer.text());
        return visitor;
    }

    public static ApiVisitor operator(TestApi api) {
        return new ApiVisitor(api).with("Authorization", "Bearer " + TestNode.ADMIN_TOKEN);
    }

    /** A machine with a key. */
    public static ApiVisitor machine(TestApi api, String key) {
        return new ApiVisitor(api).with("X-API-Key", key);
    }

    /** The same visitor, with one header more. */
    public ApiVisitor with(String name, String value) {
        ApiVisitor other = new ApiVisitor(api);
        other.headers.putAll(headers);
        other.cookies.putAll(cookies);
        other.headers.put(name, value);
        return other;
    }

    public ApiVisitor withCookie(String name, String value) {
        ApiVisitor other = with("Accept", "application/json");
        other.cookies.put(name, value);
        return other;
    }

    public String cookie(String name) {
        return cookies.getOrDefault(name, "");
    }

    /** The secret of a new key with those scopes, as JSON: {@code "\"usage.read\""}. */
    public String key(String scopes) {
        TestApi.Answer answer =
                post("/api-keys", "{\"name\":\"a key\",\"scopes\":[" + scopes + "]}");
        if (answer.status() != 201) throw new IllegalStateException(answer.text());
        return answer.json().path("key").asString();
    }

    public TestApi.Answer get(String path) {
        return send("GET", path, "");
    }

    public TestApi.Answer post(String path, String body) {
        return send("POST", path, body);
    }

    public TestApi.Answer put(String path, String body) {
        return send("PUT", path, body);
    }

    public TestApi.Answer delete(String path) {
        return send("DELETE", path, "");
    }

    public TestApi.Answer send(String method, String path, String body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(api.origin() + "/api/v1" + path))
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::setHeader);
        if (!cookies.isEmpty()) request.header("Cookie", cookieHeader());
        TestApi.Answer answer = api.send(request.build());
        for (String line : answer.response().headers().allValues("Set-Cookie")) {
            HttpCookie.parse(line).forEach(c -> cookies.put(c.getName(), c.getValue()));
        }
        return answer;
    }

    private String cookieHeader() {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }
}
