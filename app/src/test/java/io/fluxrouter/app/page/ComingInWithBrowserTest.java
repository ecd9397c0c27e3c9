package io.fluxrouter.app.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.fluxrouter.app.node.TestApi;
import io.fluxrouter.app.node.TestNode;
import io.fluxrouter.simulator.Settings;
import io.fluxrouter.simulator.issuer.IssuerPerson;
import io.fluxrouter.simulator.issuer.SimulatedIssuer;
import io.fluxrouter.simulator.mail.MailCatcher;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The pages somebody sees who is not signed in, in a real browser: ways in, and an invoice sent.
 */
class ComingInWithBrowserTest {
    private static final String OWNER = PageVisitor.email("Doorkeeper");

    private static SimulatedIssuer issuer;
    private static MailCatcher mail;
    private static TestNode node;
    private static TestApi api;
    private static Chromium chromium;
    private static PageVisitor owner;

    @BeforeAll
    static void start() {
        issuer = SimulatedIssuer.start(InstantSource.system());
        mail = MailCatcher.start();
        Map<String, String> settings =
                new HashMap<>(TestNode.mailingBy(mail, "console@router.test"));
        settings.put("FLUX_OIDC_ISSUER", issuer.url());
        settings.put("FLUX_OIDC_CLIENT_ID", SimulatedIssuer.CLIENT_ID);
        settings.put("FLUX_OIDC_CLIENT_SECRET", SimulatedIssuer.CLIENT_SECRET);
        node = TestNode.start(Settings.defaults(), settings);
        api = node.api();
        chromium = Chromium.start(api.origin());
        owner = PageVisitor.signedUp(api, "Doorkeeper");
    }

    @AfterAll
    static void stop() {
        if (chromium != null) chromium.close();
        node.close();
        mail.close();
        issuer.close();
    }

    @AfterEach
    void nothing_was_blocked_or_failed() {
        assertThat(chromium.complaints).isEmpty();
    }

    @Test
    void the_issuers_button_leads_in() {
        issuer.signIn(IssuerPerson.verified("s-doorkeeper", OWNER));
        Page page = chromium.openOnDesk();
        page.navigate("/login");
        PageLook.look(page, "/login/with-issuer");
        page.click("text=Sign in with 127.0.0.1");
        page.waitForURL("**/home");
        assertThat(page.locator("body")).containsText("Doorkeeper");
        page.context().close();
    }

    @Test
    void a_forgotten_password_is_set_anew_by_a_link_in_a_mail() {
        Page page = chromium.openOnDesk();
        page.navigate("/login");
        page.click("a[href='/forgot']");
        PageLook.look(page, "/forgot");
        page.fill("input[name=email]", OWNER);
        page.click("button.primary");
        assertThat(page.locator("body")).containsText("on its way");
        PageLook.look(page, "/forgot/sent");

        page.navigate(
                PageVisitor.only(mail.await(OWNER, 1).getFirst().text(), "/reset/[0-9a-f]{48}"));
        PageLook.look(page, "/reset");
        page.fill("input[name=password]", "a new battery staple");
        page.click("button.primary");
        page.waitForURL("**/home");
        page.navigate("/reset/" + "0".repeat(48));
        PageLook.look(page, "/reset/used");
        assertThat(chromium.complaints).singleElement().asString().contains("404");
        chromium.complaints.clear();
        page.context().close();
        // Everybody else was signed out.
        owner = new PageVisitor(api);
        owner.post("/login", Map.of("email", OWNER, "password", "a new battery staple"));
    }

    @Test
    void an_invitation_opens_its_page() {
        Map<String, String> invited = Map.of("email", "new@else.test", "role", "viewer");
        String path =
                PageVisitor.only(
                        owner.post("/home/people/invite", invited).text(),
                        "/invitations/[0-9a-f]+");
        Page page = chromium.openOnDesk();
        page.navigate(path);
        PageLook.look(page, "/invitation");
        page.context().close();
    }

    @Test
    void an_invoice_that_was_sent_is_seen_by_its_link_alone() {
        String customer =
                api.admin("GET", "/v1/customers", "").json().findValuesAsString("id").getFirst();
        String invoice = api.invoice(customer, "Onboarding", "12.50");
        String link =
                PageVisitor.only(
                        owner.post("/home/billing/invoices/" + invoice + "/link", Map.of()).text(),
                        "/p/[0-9A-Za-z_-]+");
        Page page = chromium.openOnDesk();
        page.navigate(link);
        assertThat(page.locator("body")).containsText("Onboarding");
        PageLook.look(page, "/public-invoice");
        page.context().close();
    }
}
