package io.fluxrouter.app.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.TestApi.Answer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;

/** Every page that links lead to, and every form that stands in one, attacked. */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FormAttacksTest {
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; form-action 'self'; base-uri 'none';"
                    + " frame-ancestors 'none'";

    /** Of invoices as they are printed, which have one style sheet of their own and no script. */
    private static final Pattern PAPER_POLICY =
            Pattern.compile(
                    "default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]+'; base-uri 'none';"
                            + " form-action 'none'; frame-ancestors 'none'");

    private static final String SCRIPT = "<script>alert(1)</script>\"'><img src=x onerror=a()>";
    private static final String HEADER = "x\r\nX-Injected: 1\r\nSet-Cookie: flux_session=evil";

    /** What a page must not have: a script, a handler or a style of its own, or what was typed. */
    private static final List<Pattern> OWN =
            List.of(
                    Pattern.compile("<script(?![^>]* src=\"/assets/)"),
                    Pattern.compile("<[^>]*\\son\\w+="),
                    Pattern.compile("<[^>]*\\sstyle="),
                    Pattern.compile("<style"),
                    Pattern.compile("javascript:"),
                    Pattern.compile("<img src=x"));

    private Town town;
    private String reset = "";

    /** Somebody's form. */
    private record Found(Visitor visitor, PageForm form) {}

    @BeforeAll
    void start() {
        town = new Town();
        reset = town.reset(Visitor.MEMBER);
    }

    @AfterAll
    void stop() {
        town.close();
    }

    private Map<String, Answer> pages(Visitor visitor) {
        return switch (visitor) {
            case STRANGER ->
                    Walk.from(
                            town,
                            visitor,
                            "/login",
                            "/signup",
                            "/forgot",
                            "/login/oidc/callback",
                            reset,
                            town.invitation());
            case OPERATOR -> Walk.from(town, visitor, "/admin", "/home");
            default -> Walk.from(town, visitor, "/home", "/home/billing/plan", "/home/keys/new");
        };
    }

    private Map<String, Found> forms() {
        Map<String, Found> forms = new LinkedHashMap<>();
        for (Visitor visitor : List.of(Visitor.STRANGER, Visitor.OWNER, Visitor.OPERATOR)) {
            pages(visitor)
                    .forEach(
                            (path, page) -> {
                                for (PageForm form : PageForm.in(page.text(), path)) {
                                    forms.putIfAbsent(form.toString(), new Found(visitor, form));
                                }
                            });
        }
        return forms;
    }

    private void isInnocent(String path, Answer page) {
        for (Pattern own : OWN) {
            if (own.pattern().equals("<style") && isPaper(page)) continue;
            assertThat(page.text()).as(path).doesNotContainPattern(own);
        }
    }

    private static boolean isPaper(Answer page) {
        return PAPER_POLICY.matcher(page.header("Content-Security-Policy")).matches();
    }

    @Test
    @Order(1)
    void every_page_has_the_strict_policy_and_nothing_that_it_would_stop() {
        for (Visitor visitor : List.of(Visitor.STRANGER, Visitor.OWNER, Visitor.OPERATOR)) {
            Map<String, Answer> pages = pages(visitor);
            assertThat(pages).hasSizeGreaterThan(4);
            pages.forEach(
                    (path, page) -> {
                        if (!isPaper(page)) hasPolicy(path, page);
                        assertThat(page.header("X-Content-Type-Options"))
                                .as(path)
                                .isEqualTo("nosniff");
                        assertThat(page.header("Cache-Control")).as(path).contains("no-store");
                        isInnocent(path, page);
                    });
        }
    }

    private static void hasPolicy(String path, Answer page) {
        assertThat(page.header("Content-Security-Policy")).as(path).isEqualTo(POLICY);
        assertThat(page.header("X-Frame-Options")).as(path).isEqualTo("DENY");
        assertThat(page.header("Referrer-Policy")).as(path).isEqualTo("same-origin");
    }

    /** For want of Stripe, of a failed delivery and the like, not every write has a form here. */
    @Test
    @Order(2)
    void a_write_without_a_form_is_not_taken_from_another_site_either() {
        Set<String> found =
                forms().values().stream()
                        .map(one -> one.form().method() + " " + one.form().action())
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(found).hasSizeGreaterThan(15);
        Map<String, String> lured = Map.of("Sec-Fetch-Site", "cross-site");
        for (String route : town.node().app().pages()) {
            if (!route.startsWith("POST ")) continue;
            if (found.stream().anyMatch(one -> fits(route, one))) continue;
            String path = route.substring(5).replaceAll("\\{\\w+}", UUID.randomUUID().toString());
            assertThat(town.send(Visitor.OPERATOR, "POST", path, "", lured).status())
                    .as(route)
                    .isEqualTo(403);
        }
    }

    private static boolean fits(String route, String found) {
        String regex = route.replaceAll("\\{\\w+}", "[^/]+").replace("?", "\\\\?");
        return found.matches(regex);
    }

    @Test
    @Order(3)
    void no_form_is_taken_from_another_site() {
        for (Found found : forms().values()) {
            if (!found.form().method().equals("POST")) continue;
            for (Map<String, String> from :
                    List.of(
                            Map.of("Sec-Fetch-Site", "cross-site"),
                            Map.of("Sec-Fetch-Site", "same-site"),
                            Map.of("Origin", "https://evil.test"),
                            Map.of("Origin", "null"))) {
                assertThat(send(found, found.form().encoded(same -> same), from).status())
                        .as("%s from %s", found, from)
                        .isEqualTo(403);
            }
        }
    }

    private Answer send(Found found, String body, Map<String, String> headers) {
        PageForm form = found.form();
        return form.method().equals("POST")
                ? town.send(found.visitor(), "POST", form.action(), body, headers)
                : town.send(
                        found.visitor(),
                        "GET",
                        form.action().replaceAll("\\?.*", "") + "?" + body,
                        "",
                        headers);
    }

    @Test
    @Order(4)
    void no_field_becomes_a_script_a_header_or_another_site() {
        for (Found found : forms().values()) {
            if (found.form().action().equals("/logout")) continue;
            for (String name : found.form().fields().keySet()) {
                for (String value : List.of(SCRIPT, HEADER, "https://evil.test", "//evil.test")) {
                    String body = found.form().encodedWith(name, value);
                    isSafe(found + " " + name, send(found, body, Map.of()));
                }
            }
            isSafe(found.toString(), send(found, found.form().encoded(same -> SCRIPT), Map.of()));
        }
        for (Visitor visitor : List.of(Visitor.OWNER, Visitor.OPERATOR)) {
            pages(visitor).forEach(this::isInnocent);
        }
    }

    private void isSafe(String what, Answer answer) {
        assertThat(answer.status()).as(what).isNotEqualTo(500);
        assertThat(answer.header("X-Injected")).as(what).isEmpty();
        assertThat(answer.response().headers().allValues("Set-Cookie"))
                .as(what)
                .noneMatch(line -> line.startsWith("flux_session=evil"));
        assertThat(answer.header("Location"))
                .as(what)
                .satisfiesAnyOf(
                        none -> assertThat(none).isEmpty(),
                        own -> assertThat(own).matches("/(?![/\\\\])[^\\r\\n]*"));
        if (answer.header("Content-Type").startsWith("text/html")) isInnocent(what, answer);
    }

    @Test
    @Order(5)
    void no_way_in_keeps_a_session_that_was_there_before() {
        String password = "password=correct+horse";
        entersAnew("/signup", "name=New&email=new@home.test&" + password);
        entersAnew("/login", "email=viewer@home.test&" + password);
        entersAnew(town.reset(Visitor.ADMIN), password);
        entersAnew(town.invite("fresh@home.test"), password);
    }

    private void entersAnew(String path, String form) {
        String planted = "a".repeat(64);
        Map<String, String> cookie = Map.of("Cookie", "flux_session=" + planted);
        Answer answer = town.send(Visitor.STRANGER, "POST", path, form, cookie);
        assertThat(answer.status()).as(path).isEqualTo(303);
        assertThat(answer.header("Set-Cookie"))
                .as(path)
                .startsWith("flux_session=")
                .doesNotContain(planted)
                .contains("HttpOnly", "SameSite=Lax");
        assertThat(town.send(Visitor.STRANGER, "GET", "/home", "", cookie).status()).isEqualTo(303);
    }
}
