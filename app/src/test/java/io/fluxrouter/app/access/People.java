package io.fluxrouter.app.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.TestApi;
import io.fluxrouter.app.node.TestApi.Answer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The people of two customers, and the operator, each in a browser of their own. */
final class People {
    private static final String PASSWORD = "password=correct+horse";
    private static final Pattern SESSION = Pattern.compile("flux_session=[0-9a-f]+");

    private final TestApi api;
    private final Map<Visitor, String> cookies = new EnumMap<>(Visitor.class);
    private final Map<String, String> ids = new HashMap<>();
    private final String invitation;

    People(TestApi api) {
        this.api = api;
        signUp(Visitor.OWNER, "Acme");
        signUp(Visitor.RIVAL, "Rival");
        invite(Visitor.VIEWER, "viewer");
        invite(Visitor.MEMBER, "member");
        invite(Visitor.ADMIN, "admin");
        invite(Visitor.REMOVED, "member");
        String people = page(Visitor.OWNER, "/home/people");
        post(Visitor.OWNER, "/home/people/remove", "person=" + personOf(people, Visitor.REMOVED));
        ids.put("person", personOf(people, Visitor.MEMBER));
        String shown =
                post(Visitor.OWNER, "/home/people/invite", "email=late@home.test&role=viewer")
                        .text();
        invitation = only(shown, "(/invitations/[0-9a-f]+)");
        String invited = page(Visitor.OWNER, "/home/people");
        ids.put("invitation", only(invited, "name=\"id\" value=\"([^\"]+)\""));
        ids.put(
                "customer",
                only(page(Visitor.OWNER, "/home"), "name=\"customer\" value=\"([^\"]+)\""));
        operator();
    }

    private void signUp(Visitor who, String name) {
        String form = "name=" + name + "&email=" + address(who) + "&" + PASSWORD;
        cookies.put(who, session(post(Visitor.STRANGER, "/signup", form)));
    }

    static String address(Visitor who) {
        return who.name().toLowerCase(Locale.ROOT) + "@home.test";
    }

    private void invite(Visitor who, String role) {
        Answer shown =
                post(
                        Visitor.OWNER,
                        "/home/people/invite",
                        "email=" + address(who) + "&role=" + role);
        String path = only(shown.text(), "(/invitations/[0-9a-f]+)");
        cookies.put(who, session(post(Visitor.STRANGER, path, PASSWORD)));
    }

    private static String personOf(String people, Visitor who) {
        return only(
                people,
                Pattern.quote(address(who)) + "[\\s\\S]*?name=\"person\" value=\"([^\"]+)\"");
    }

    private void operator() {
        String json =
                "{\"email\":\"" + address(Visitor.OPERATOR) + "\",\"password\":\"correct horse\"}";
        assertThat(api.admin("POST", "/api/v1/auth/signup", json).status()).isEqualTo(201);
        String form = "email=" + address(Visitor.OPERATOR) + "&" + PASSWORD;
        cookies.put(Visitor.OPERATOR, session(post(Visitor.STRANGER, "/login", form)));
        post(Visitor.OPERATOR, "/home/customer", "customer=" + ids.get("customer"));
    }

    private static String session(Answer answer) {
        Matcher found = SESSION.matcher(answer.header("Set-Cookie"));
        assertThat(found.find()).as(answer.text()).isTrue();
        return found.group();
    }

    /** What each shows. */
    Map<Visitor, Map<String, String>> shown() {
        Map<Visitor, Map<String, String>> shown = new EnumMap<>(Visitor.class);
        cookies.forEach((who, cookie) -> shown.put(who, Map.of("Cookie", cookie)));
        return shown;
    }

    /** A link that nobody has used. */
    String invitation() {
        return invitation;
    }

    Map<String, String> ids() {
        return ids;
    }

    /** The secret of a new key. */
    String newKey(Visitor who) {
        return only(post(who, "/home/keys", "name=k").text(), "(sk-flux-[0-9a-f]{64})");
    }

    String keyId() {
        return only(page(Visitor.OWNER, "/home/keys"), "/home/keys/([0-9a-f-]{36})");
    }

    private String page(Visitor who, String path) {
        return api.send(request(who, path).GET().build()).text();
    }

    private Answer post(Visitor who, String path, String form) {
        return api.send(
                request(who, path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build());
    }

    private HttpRequest.Builder request(Visitor who, String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(api.origin() + path));
        String cookie = cookies.get(who);
        return cookie == null ? request : request.header("Cookie", cookie);
    }

    private static String only(String text, String regex) {
        Matcher found = Pattern.compile(regex).matcher(text);
        assertThat(found.find()).as("%s in %s", regex, text).isTrue();
        return found.group(1);
    }
}
