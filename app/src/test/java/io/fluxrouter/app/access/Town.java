package io.fluxrouter.app.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.hostile.Existing;
import io.fluxrouter.app.node.ApiVisitor;
import io.fluxrouter.app.node.TestApi;
import io.fluxrouter.app.node.TestApi.Answer;
import io.fluxrouter.app.node.TestNode;
import io.fluxrouter.simulator.Settings;
import io.fluxrouter.simulator.issuer.SimulatedIssuer;
import io.fluxrouter.simulator.mail.CaughtMail;
import io.fluxrouter.simulator.mail.MailCatcher;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A node with every route, two customers and two organisations that have one of everything, and
 * everybody who may knock.
 */
final class Town implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("\\$([a-z_-]+)");
    private static final String CHAT =
            "{\"model\":\"flux-fast\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    private final SimulatedIssuer issuer = SimulatedIssuer.start(InstantSource.system());
    private final MailCatcher mail = MailCatcher.start();
    private final TestNode node =
            TestNode.start(
                    Settings.defaults(),
                    Map.of(
                            "FLUX_OIDC_ISSUER",
                            issuer.url(),
                            "FLUX_OIDC_CLIENT_ID",
                            SimulatedIssuer.CLIENT_ID,
                            "FLUX_OIDC_CLIENT_SECRET",
                            SimulatedIssuer.CLIENT_SECRET,
                            "FLUX_SMTP_URL",
                            mail.url(),
                            "FLUX_MAIL_FROM",
                            "console@router.test"));
    private final TestApi api = node.api();
    private final Map<Visitor, Map<String, String>> shown = new EnumMap<>(Visitor.class);

    private final String invitation;

    /** What Acme has that the gateway and its pages know. */
    private final Existing gatewayIds;

    /** What the organisation acme has. */
    private final Existing billingIds;

    Town() {
        People people = new People(api);
        shown.put(Visitor.STRANGER, Map.of());
        shown.putAll(people.shown());
        invitation = people.invitation();
        Map<String, String> ids = new HashMap<>(people.ids());
        String key = people.newKey(Visitor.OWNER);
        shown.put(Visitor.KEY, Map.of("Authorization", "Bearer " + key));
        shown.put(
                Visitor.RIVAL_KEY,
                Map.of("Authorization", "Bearer " + people.newKey(Visitor.RIVAL)));
        ids.put("keys", people.keyId());
        Answer reply = api.chat(key, CHAT);
        assertThat(reply.status()).isEqualTo(200);
        ids.put("requests", reply.header("X-Flux-Request-Id"));
        new Things(api, ids).make();
        gatewayIds = new Existing(ids);
        billingIds = organizations();
        shown.put(
                Visitor.ADMIN_TOKEN, Map.of("Authorization", "Bearer " + node.app().adminToken()));
        node.app().settle();
    }

    private Existing organizations() {
        ApiVisitor acme = ApiVisitor.signedUp(api, "acme");
        ApiVisitor rival = ApiVisitor.signedUp(api, "rival");
        shown.put(Visitor.PERSON, cookie(acme));
        shown.put(Visitor.RIVAL_PERSON, cookie(rival));
        String both = "\"usage.read\",\"usage.write\"";
        shown.put(Visitor.READ_KEY, Map.of("X-API-Key", acme.key("\"usage.read\"")));
        shown.put(Visitor.WRITE_KEY, Map.of("X-API-Key", acme.key("\"usage.write\"")));
        shown.put(Visitor.BOTH_KEY, Map.of("X-API-Key", acme.key(both)));
        shown.put(Visitor.RIVAL_BOTH_KEY, Map.of("X-API-Key", rival.key(both)));
        return Things.billing(acme);
    }

    private static Map<String, String> cookie(ApiVisitor visitor) {
        return Map.of("Cookie", "access_token=" + visitor.cookie("access_token"));
    }

    TestNode node() {
        return node;
    }

    /** A call that names nothing that exists, and carries nothing. */
    Answer knock(Visitor visitor, Rule rule) {
        String path = rule.path().replaceAll("\\{\\w+}", "00000000-0000-4000-8000-000000000000");
        return send(visitor, rule.method(), path, "");
    }

    /** A call that names what Acme has. */
    Answer tryWithIds(Visitor visitor, Rule rule) {
        Existing ids = rule.isOfBillingApi() ? billingIds : gatewayIds;
        String path = ids.path(rule.path());
        String trial = NAME.matcher(rule.trial()).replaceAll(found -> known(ids, found));
        return trial.startsWith("?")
                ? send(visitor, rule.method(), path + trial, "")
                : send(visitor, rule.method(), path, trial);
    }

    private static String known(Existing ids, MatchResult found) {
        return Matcher.quoteReplacement(ids.find(found.group(1)).orElseThrow());
    }

    private Answer send(Visitor visitor, String method, String path, String body) {
        return send(visitor, method, path, body, Map.of());
    }

    /** What a browser of theirs gets, with more headers of its own. */
    Answer send(
            Visitor visitor, String method, String path, String body, Map<String, String> headers) {
        String type =
                body.startsWith("{") ? "application/json" : "application/x-www-form-urlencoded";
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(api.origin() + path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!method.equals("GET")) request.header("Content-Type", type);
        shown.getOrDefault(visitor, Map.of()).forEach(request::header);
        headers.forEach(request::header);
        return api.send(request.build());
    }

    /** A link that sets somebody's new password. */
    String reset(Visitor who) {
        send(Visitor.STRANGER, "POST", "/forgot", "email=" + People.address(who));
        return mailedLink(People.address(who), "/reset/[0-9a-f]+");
    }

    /** A link to join, made by the owner now. */
    String invite(String email) {
        String form = "email=" + email + "&role=viewer";
        String shownOnce = send(Visitor.OWNER, "POST", "/home/people/invite", form).text();
        Matcher found = Pattern.compile("/invitations/[0-9a-f]+").matcher(shownOnce);
        assertThat(found.find()).isTrue();
        return found.group();
    }

    /** A link to join, still good. */
    String invitation() {
        return invitation;
    }

    private String mailedLink(String to, String regex) {
        long limit = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < limit) {
            for (CaughtMail one : mail.mails()) {
                Matcher found = Pattern.compile(regex).matcher(one.text());
                if (one.to().equals(to) && found.find()) return found.group();
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        throw new AssertionError("no mail came");
    }

    @Override
    public void close() {
        node.close();
        mail.close();
        issuer.close();
    }
}
