package io.fluxrouter.app.page;

import io.fluxrouter.app.node.TestApi;
import java.io.InputStream;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A browser without scripts: keeps cookies, sends forms, and does not follow where it is sent. */
final class PageVisitor {
    static final String PASSWORD = "correct horse";

    private final TestApi api;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();

    PageVisitor(TestApi api) {
        this.api = api;
    }

    /** Somebody who has just made an account, and is the owner of a customer. */
    static PageVisitor signedUp(TestApi api, String name) {
        PageVisitor visitor = new PageVisitor(api);
        TestApi.Answer answer =
                visitor.post(
                        "/signup",
                        Map.of("name", name, "email", email(name), "password", PASSWORD));
        if (answer.status() != 303) throw new IllegalStateException(answer.text());
        return visitor;
    }

    static String email(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "") + "@example.test";
    }

    /** The same visitor, with one header more. */
    PageVisitor with(String name, String value) {
        PageVisitor other = new PageVisitor(api);
        other.cookies.putAll(cookies);
        other.headers.putAll(headers);
        other.headers.put(name, value);
        return other;
    }

    String session() {
        return cookies.getOrDefault("flux_session", "");
    }

    PageVisitor withSession(String token) {
        PageVisitor other = with("Accept", "text/html");
        other.cookies.put("flux_session", token);
        return other;
    }

    TestApi.Answer get(String path) {
        return send(request(path).GET().build());
    }

    /** An answer as it comes, however long it is. */
    InputStream open(String path) {
        return api.open(request(path).GET().build());
    }

    TestApi.Answer post(String path, Map<String, String> form) {
        StringBuilder body = new StringBuilder();
        form.forEach(
                (name, value) ->
                        body.append(body.isEmpty() ? "" : "&")
                                .append(name)
                                .append('=')
                                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return send(
                request(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                        .build());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(api.origin() + path));
        headers.forEach(request::header);
        StringBuilder all = new StringBuilder();
        cookies.forEach((name, value) -> all.append(name).append('=').append(value).append("; "));
        if (!cookies.isEmpty()) request.header("Cookie", all.toString());
        return request;
    }

    private TestApi.Answer send(HttpRequest request) {
        TestApi.Answer answer = api.send(request);
        for (String line : answer.response().headers().allValues("Set-Cookie")) {
            HttpCookie.parse(line).forEach(c -> cookies.put(c.getName(), c.getValue()));
        }
        return answer;
    }

    /** The secret of a new key. */
    String newKey(String name) {
        TestApi.Answer answer = post("/home/keys", Map.of("name", name));
        return only(answer.text(), "sk-flux-[0-9a-f]{64}");
    }

    /** What the page shows that looks so. */
    static String only(String text, String regex) {
        Matcher matcher = Pattern.compile(regex).matcher(text);
        if (!matcher.find()) throw new IllegalStateException("no " + regex + " in " + text);
        return matcher.group();
    }
}
