package io.fluxrouter.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.TestApi;
import io.fluxrouter.app.node.TestNode;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignInPagesTest {
    private static TestNode node;
    private static TestApi api;

    @BeforeAll
    static void start() {
        node = TestNode.start();
        api = node.api();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static Map<String, String> credentials(String name, String password) {
        return Map.of("email", PageVisitor.email(name), "password", password, "next", "/home/keys");
    }

    @Test
    void signing_up_makes_a_customer_on_the_free_plan_and_signs_in() {
        PageVisitor visitor = PageVisitor.signedUp(api, "Newcomer");

        TestApi.Answer home = visitor.get("/home");
        assertThat(home.status()).isEqualTo(200);
        assertThat(home.text()).contains("Newcomer", "Nothing has been sent yet");
        assertThat(visitor.get("/home/billing").text()).contains("<h2>Free</h2>");
        assertThat(visitor.get("/").header("Location")).isEqualTo("/home");
    }

    @Test
    void the_root_leads_a_stranger_to_the_sign_in_page() {
        assertThat(new PageVisitor(api).get("/").header("Location")).isEqualTo("/login");
        assertThat(new PageVisitor(api).get("/login").text()).contains("Sign in");
    }

    @Test
    void signing_in_goes_on_to_the_page_that_was_wanted() {
        PageVisitor.signedUp(api, "Returner");
        PageVisitor visitor = new PageVisitor(api);
        TestApi.Answer answer =
                visitor.post("/login", credentials("Returner", PageVisitor.PASSWORD));
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location")).isEqualTo("/home/keys");
        assertThat(visitor.get("/home/keys").status()).isEqualTo(200);
    }

    @Test
    void a_wrong_password_and_an_unknown_name_look_the_same() {
        PageVisitor.signedUp(api, "Known");
        TestApi.Answer wrong =
                new PageVisitor(api).post("/login", credentials("Known", "wrong horse"));
        TestApi.Answer unknown =
                new PageVisitor(api).post("/login", credentials("Nobody", "wrong horse"));
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(unknown.status()).isEqualTo(401);
        assertThat(unknown.text().replace("nobody@", "known@")).isEqualTo(wrong.text());
        assertThat(wrong.text()).doesNotContain("wrong horse");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.test/home", "//evil.test", "/\\evil.test", "/home/../logout",
                "/home//evil.test", "/login\r\nSet-Cookie: a=b", "javascript:alert(1)", "/homeevil"
            })
    void signing_in_never_leads_to_another_site(String next) {
        PageVisitor visitor = new PageVisitor(api);
        Map<String, String> form =
                Map.of(
                        "email",
                        "lured@example.test",
                        "password",
                        PageVisitor.PASSWORD,
                        "next",
                        next);
        if (visitor.post("/login", form).status() == 401) {
            PageVisitor.signedUp(api, "Lured");
        }
        TestApi.Answer answer = new PageVisitor(api).post("/login", form);
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location")).isEqualTo("/home");
    }

    @Test
    void the_address_that_guides_give_for_signing_up_leads_there() {
        TestApi.Answer answer = new PageVisitor(api).get("/auth/sign-up");
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location")).isEqualTo("/signup");
    }

    @Test
    void the_cookie_is_out_of_reach_of_scripts_and_other_sites() {
        TestApi.Answer answer =
                new PageVisitor(api)
                        .post(
                                "/signup",
                                Map.of(
                                        "name",
                                        "Cookies",
                                        "email",
                                        "cookies@example.test",
                                        "password",
                                        PageVisitor.PASSWORD));
        assertThat(answer.header("Set-Cookie"))
                .contains("HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=604800");
    }

    @Test
    void signing_in_begins_a_session_of_its_own_and_ends_the_one_before() {
        PageVisitor first = PageVisitor.signedUp(api, "Fixed");
        String planted = first.session();
        PageVisitor victim = new PageVisitor(api).withSession(planted);
        victim.post("/login", credentials("Fixed", PageVisitor.PASSWORD));

        assertThat(victim.session()).isNotEqualTo(planted);
        assertThat(victim.get("/home").status()).isEqualTo(200);
        assertThat(new PageVisitor(api).withSession(planted).get("/home").status()).isEqualTo(303);
    }

    @Test
    void signing_out_ends_the_session_for_whoever_copied_its_token() {
        PageVisitor visitor = PageVisitor.signedUp(api, "Leaver");
        String token = visitor.session();
        assertThat(visitor.post("/logout", Map.of()).header("Location")).isEqualTo("/login");
        assertThat(new PageVisitor(api).withSession(token).get("/home").status()).isEqualTo(303);
    }

    @Test
    void an_invitation_lets_one_person_in_once_with_its_role() {
        PageVisitor owner = PageVisitor.signedUp(api, "Inviting");
        String shown =
                owner.post("/home/people/invite", Map.of("email", "guest@x.test", "role", "viewer"))
                        .text();
        String path = PageVisitor.only(shown, "/invitations/[0-9a-f]+");

        PageVisitor guest = new PageVisitor(api);
        assertThat(guest.get(path).text()).contains("Join Inviting", "viewer");
        TestApi.Answer joined = guest.post(path, Map.of("password", PageVisitor.PASSWORD));
        assertThat(joined.status()).isEqualTo(303);
        assertThat(guest.get("/home").text()).contains("Inviting");
        assertThat(guest.post("/home/keys", Map.of("name", "k")).status()).isEqualTo(403);
        assertThat(new PageVisitor(api).get(path).status()).isEqualTo(404);
        assertThat(owner.get("/home/audit/changes").text())
                .contains("member.invite", "member.viewer", "guest@x.test");
    }

    @Test
    void somebody_stays_the_owner() {
        PageVisitor owner = PageVisitor.signedUp(api, "Lonely");
        String person =
                PageVisitor.only(owner.get("/home/people").text(), "name=\"person\" value=\"[^\"]+")
                        .replaceAll(".*\"", "");
        assertThat(
                        owner.post("/home/people/role", Map.of("person", person, "role", "viewer"))
                                .status())
                .isEqualTo(409);
        assertThat(owner.post("/home/people/remove", Map.of("person", person)).status())
                .isEqualTo(409);
    }

    @Test
    void without_mail_the_page_for_forgotten_passwords_says_so() {
        PageVisitor visitor = new PageVisitor(api);
        assertThat(visitor.get("/forgot").text()).contains("sends no mail");
        assertThat(visitor.post("/forgot", Map.of("email", "a@b.test")).status()).isEqualTo(404);
    }

    @Test
    void without_an_issuer_there_is_no_button_and_no_route() {
        PageVisitor visitor = new PageVisitor(api);
        assertThat(visitor.get("/login").text()).doesNotContain("/login/oidc");
        assertThat(visitor.get("/login/oidc").status()).isEqualTo(404);
    }
}
