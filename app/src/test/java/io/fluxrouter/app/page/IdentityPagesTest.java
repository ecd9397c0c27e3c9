package io.fluxrouter.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.fluxrouter.app.node.TestApi;
import io.fluxrouter.app.node.TestNode;
import io.fluxrouter.simulator.Settings;
import io.fluxrouter.simulator.issuer.IssuerFault;
import io.fluxrouter.simulator.issuer.IssuerPerson;
import io.fluxrouter.simulator.issuer.SimulatedIssuer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.slf4j.LoggerFactory;

/** Signing in by way of an issuer, in a browser. */
@TestInstance(Lifecycle.PER_CLASS)
class IdentityPagesTest {
    private static final String DEPART = "/login/oidc?next=/home/keys";

    private SimulatedIssuer issuer;
    private TestNode node;
    private TestApi api;

    @BeforeAll
    void start() {
        issuer = SimulatedIssuer.start(InstantSource.system());
        node =
                TestNode.start(
                        Settings.defaults(),
                        Map.of(
                                "FLUX_TRUSTED_PROXIES",
                                "127.0.0.0/8",
                                "FLUX_OIDC_ISSUER",
                                issuer.url(),
                                "FLUX_OIDC_CLIENT_ID",
                                SimulatedIssuer.CLIENT_ID,
                                "FLUX_OIDC_CLIENT_SECRET",
                                SimulatedIssuer.CLIENT_SECRET));
        api = node.api();
    }

    @AfterEach
    void mend() {
        issuer.fault(IssuerFault.NONE);
    }

    @AfterAll
    void stop() {
        node.close();
        issuer.close();
    }

    /** Where the issuer sends a browser back to, with code and state: a path of the console. */
    private String returned(PageVisitor browser, String departure) {
        String away = browser.get(departure).header("Location");
        assertThat(away).startsWith(issuer.url() + "/authorize?");
        TestApi.Answer agreed = api.send(HttpRequest.newBuilder(URI.create(away)).build());
        String back = agreed.header("Location");
        assertThat(back).startsWith(api.origin() + "/login/oidc/callback?");
        return back.substring(api.origin().length());
    }

    private TestApi.Answer signIn(PageVisitor browser) {
        return browser.get(returned(browser, DEPART));
    }

    private void isSignedOut(PageVisitor browser) {
        assertThat(browser.get("/home").status()).isEqualTo(303);
    }

    @Test
    void the_sign_in_page_has_a_button_and_the_person_lands_where_it_wanted() {
        PageVisitor.signedUp(api, "Known");
        issuer.signIn(IssuerPerson.verified("s-known", "known@example.test"));
        PageVisitor browser = new PageVisitor(api);
        assertThat(browser.get("/login?next=/home/keys").text())
                .contains("href=\"/login/oidc?next=/home/keys\"", "Sign in with 127.0.0.1");
        TestApi.Answer answer = signIn(browser);
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location")).isEqualTo("/home/keys");
        assertThat(browser.get("/home").text()).contains("Known");
    }

    @Test
    void who_is_sent_away_too_often_and_never_comes_back_has_to_wait() {
        PageVisitor restless = new PageVisitor(api).with("X-Forwarded-For", "198.51.100.7");
        TestApi.Answer last = restless.get(DEPART);
        for (int i = 0; i < 100 && last.status() == 303; i++) last = restless.get(DEPART);
        assertThat(last.status()).isEqualTo(429);
        assertThat(Integer.parseInt(last.header("Retry-After"))).isBetween(1, 900);
    }

    @Test
    void nobody_is_sent_to_another_site_afterwards() {
        PageVisitor.signedUp(api, "Wanderer");
        issuer.signIn(IssuerPerson.verified("s-wanderer", "wanderer@example.test"));
        PageVisitor browser = new PageVisitor(api);
        String back = returned(browser, "/login/oidc?next=https://evil.test");
        assertThat(browser.get(back).header("Location")).isEqualTo("/home");
    }

    @Test
    void an_unverified_address_opens_nothing() {
        PageVisitor.signedUp(api, "Target");
        issuer.signIn(IssuerPerson.unverified("s-thief", "target@example.test"));
        PageVisitor browser = new PageVisitor(api);
        TestApi.Answer answer = signIn(browser);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).contains("has not verified");
        isSignedOut(browser);
    }

    @Test
    void somebody_unknown_is_refused_until_invited() {
        PageVisitor owner = PageVisitor.signedUp(api, "Host");
        issuer.signIn(IssuerPerson.verified("s-guest", "guest@else.test"));
        PageVisitor guest = new PageVisitor(api);
        assertThat(signIn(guest).status()).isEqualTo(403);
        isSignedOut(guest);

        Map<String, String> invited = Map.of("email", "guest@else.test", "role", "viewer");
        String path =
                PageVisitor.only(
                        owner.post("/home/people/invite", invited).text(),
                        "/invitations/[0-9a-f]+");
        assertThat(guest.get(path).text()).contains("href=\"/login/oidc?next=" + path);
        String back = returned(guest, "/login/oidc?next=" + path);
        assertThat(guest.get(back).header("Location")).isEqualTo("/home");
        assertThat(guest.get("/home").text()).contains("Host");
        assertThat(guest.post("/home/keys", Map.of("name", "k")).status()).isEqualTo(403);
    }

    @Test
    void a_sign_in_that_another_browser_began_is_refused() {
        PageVisitor.signedUp(api, "Lured");
        issuer.signIn(IssuerPerson.verified("s-lured", "lured@example.test"));
        PageVisitor attacker = new PageVisitor(api);
        String back = returned(attacker, DEPART);
        // With no departure of its own, and with one.
        for (PageVisitor victim : List.of(new PageVisitor(api), new PageVisitor(api))) {
            if (victim.get("/login").status() != 200) throw new IllegalStateException();
            assertThat(victim.get(back).status()).isEqualTo(401);
            isSignedOut(victim);
            victim.get(DEPART);
            assertThat(victim.get(back).status()).isEqualTo(401);
            isSignedOut(victim);
        }
        // It was not used up by that.
        assertThat(attacker.get(back).status()).isEqualTo(303);
    }

    @Test
    void a_forged_state_a_refusal_and_a_repeat_sign_nobody_in() {
        PageVisitor.signedUp(api, "Careful");
        issuer.signIn(IssuerPerson.verified("s-careful", "careful@example.test"));
        PageVisitor browser = new PageVisitor(api);
        issuer.fault(IssuerFault.STATE_FORGED);
        assertThat(signIn(browser).status()).isEqualTo(401);
        issuer.fault(IssuerFault.DENIED);
        TestApi.Answer denied = signIn(browser);
        assertThat(denied.status()).isEqualTo(401);
        assertThat(denied.text()).doesNotContain("alert(1)");
        isSignedOut(browser);

        issuer.fault(IssuerFault.NONE);
        String back = returned(browser, DEPART);
        PageVisitor copy = browser.with("Accept", "text/html");
        assertThat(browser.get(back).status()).isEqualTo(303);
        assertThat(copy.get(back).status()).isEqualTo(401);
    }

    @Test
    void a_session_that_was_planted_before_is_over() {
        PageVisitor first = PageVisitor.signedUp(api, "Planted");
        String planted = first.session();
        issuer.signIn(IssuerPerson.verified("s-planted", "planted@example.test"));
        PageVisitor victim = new PageVisitor(api).withSession(planted);
        signIn(victim);
        assertThat(victim.session()).isNotEqualTo(planted);
        isSignedOut(new PageVisitor(api).withSession(planted));
        assertThat(victim.get("/home").status()).isEqualTo(200);
    }

    @Test
    void a_lie_is_logged_without_what_was_sent() {
        PageVisitor.signedUp(api, "Logged");
        issuer.signIn(IssuerPerson.verified("s-logged", "logged@example.test"));
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        root.addAppender(lines);
        PageVisitor browser = new PageVisitor(api);
        try {
            for (IssuerFault fault :
                    List.of(
                            IssuerFault.WRONG_NONCE,
                            IssuerFault.ALG_NONE,
                            IssuerFault.TOKEN_NOT_JSON,
                            IssuerFault.TOKEN_500)) {
                issuer.fault(fault);
                TestApi.Answer answer = signIn(browser);
                assertThat(answer.status()).as(fault.name()).isEqualTo(502);
                assertThat(answer.text()).doesNotContain("eyJ");
            }
        } finally {
            root.detachAppender(lines);
        }
        isSignedOut(browser);
        assertThat(lines.list).extracting(ILoggingEvent::getFormattedMessage).hasSize(4);
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .allMatch(line -> line.startsWith("sign-in by 127.0.0.1 failed: "))
                .noneMatch(line -> line.contains("eyJ") || line.contains("logged@"));
    }
}
