package io.fluxrouter.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.TestApi;
import io.fluxrouter.app.node.TestNode;
import io.fluxrouter.simulator.Settings;
import io.fluxrouter.simulator.mail.MailCatcher;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** A forgotten password, from the page by way of real mail to a new one. */
@TestInstance(Lifecycle.PER_CLASS)
class PasswordPagesTest {
    private static final String NEW = "battery staple";

    private MailCatcher mail;
    private TestNode node;
    private TestApi api;

    @BeforeAll
    void start() {
        mail = MailCatcher.start();
        node = TestNode.start(Settings.defaults(), TestNode.mailingBy(mail, "console@router.test"));
        api = node.api();
    }

    @AfterAll
    void stop() {
        node.close();
        mail.close();
    }

    private TestApi.Answer ask(String email) {
        return new PageVisitor(api).post("/forgot", Map.of("email", email));
    }

    @Test
    void a_link_by_mail_sets_a_new_password_and_signs_other_browsers_out() {
        PageVisitor elsewhere = PageVisitor.signedUp(api, "Forgetful");
        assertThat(new PageVisitor(api).get("/login").text()).contains("href=\"/forgot\"");
        assertThat(ask("Forgetful@example.test").text()).contains("on its way");
        String text = mail.await("forgetful@example.test", 1).getFirst().text();
        assertThat(text).contains("Subject: Set a new password");
        String path = PageVisitor.only(text, "/reset/[0-9a-f]{48}");
        assertThat(text).contains(api.origin() + path);

        PageVisitor browser = new PageVisitor(api);
        assertThat(browser.get(path).text()).contains("Set a new password");
        assertThat(browser.post(path, Map.of("password", "short")).status()).isEqualTo(400);
        assertThat(elsewhere.get("/home").status()).isEqualTo(200);
        TestApi.Answer set = browser.post(path, Map.of("password", NEW));
        assertThat(set.header("Location")).isEqualTo("/home");
        assertThat(browser.get("/home").text()).contains("Forgetful");
        assertThat(elsewhere.get("/home").status()).isEqualTo(303);

        assertThat(new PageVisitor(api).get(path).status()).isEqualTo(404);
        assertThat(new PageVisitor(api).post(path, Map.of("password", "and again")).status())
                .isEqualTo(404);
        Map<String, String> old =
                Map.of("email", "forgetful@example.test", "password", PageVisitor.PASSWORD);
        assertThat(new PageVisitor(api).post("/login", old).status()).isEqualTo(401);
        assertThat(mail.await("forgetful@example.test", 2).getLast().text())
                .contains("Your password was changed")
                .doesNotContain(NEW);
    }

    @Test
    void an_unknown_address_looks_the_same() {
        PageVisitor.signedUp(api, "Existing");
        TestApi.Answer known = ask("existing@example.test");
        TestApi.Answer unknown = ask("missing@example.test");
        assertThat(unknown.status()).isEqualTo(known.status()).isEqualTo(200);
        assertThat(unknown.text().replace("missing@", "existing@")).isEqualTo(known.text());
        assertThat(unknown.response().headers().map().keySet())
                .isEqualTo(known.response().headers().map().keySet());
    }

    @Test
    void a_link_never_leads_where_a_request_says() {
        PageVisitor.signedUp(api, "Poisoned");
        PageVisitor attacker =
                new PageVisitor(api)
                        .with("X-Forwarded-Host", "evil.test")
                        .with("X-Forwarded-Proto", "https")
                        .with("Forwarded", "host=evil.test;proto=https");
        attacker.post("/forgot", Map.of("email", "poisoned@example.test"));
        String email = "poisoned@example.test";
        assertThat(RawForm.post(node.app().port(), "/forgot", "evil.test", "email", email))
                .startsWith("HTTP/1.1 200");
        assertThat(mail.await("poisoned@example.test", 2))
                .allMatch(one -> one.text().contains(api.origin() + "/reset/"))
                .noneMatch(one -> one.text().contains("evil.test"));
    }

    @Test
    void an_address_with_a_line_break_makes_no_header() {
        TestApi.Answer answer = ask("a@example.test\r\nBcc: evil@example.test");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(mail.mails()).noneMatch(one -> one.text().contains("evil@example.test"));
    }
}
