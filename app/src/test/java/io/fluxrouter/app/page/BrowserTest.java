package io.fluxrouter.app.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.sun.net.httpserver.HttpServer;
import io.fluxrouter.app.node.TestApi;
import io.fluxrouter.app.node.TestNode;
import io.fluxrouter.simulator.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The pages as people meet them: in a real browser, in both themes, on a desk and on a phone. */
class BrowserTest {
    private static final String CHAT =
            "{\"model\":\"flux-auto\",\"messages\":[{\"role\":\"user\",\"content\":\"Say hello.\"}]}";
    private static final List<String> PAGES =
            List.of(
                    "/home",
                    "/home/usage?group=model",
                    "/home/playground",
                    "/home/keys",
                    "/home/keys/new",
                    "/home/billing",
                    "/home/billing/plan?to=scale",
                    "/home/billing/budgets",
                    "/home/audit",
                    "/home/audit?show_asked=1&show_cached=1&show_market=1&show_ip=1&show_agent=1",
                    "/home/audit/changes",
                    "/home/people",
                    "/admin",
                    "/admin/customers",
                    "/admin/subscriptions",
                    "/admin/plans",
                    "/admin/features",
                    "/admin/experiments",
                    "/admin/credit",
                    "/admin/invoices",
                    "/admin/webhooks",
                    "/admin/models",
                    "/admin/providers",
                    "/admin/system",
                    "/admin/settings");
    private static final String OWNER = PageVisitor.email("Painter");
    private static final String STAFF = "staff@flux.test";

    private static TestNode node;
    private static TestApi api;
    private static Chromium chromium;

    @BeforeAll
    static void start() {
        node = TestNode.start(Settings.defaults(), Map.of("FLUX_STRIPE", "off"));
        api = node.api();
        chromium = Chromium.start(api.origin());
        PageVisitor owner = PageVisitor.signedUp(api, "Painter");
        owner.post("/home/billing/plan", Map.of("plan", "builder"));
        String key = owner.newKey("production");
        for (int i = 0; i < 6; i++) api.chat(key, CHAT);
        api.admin(
                "POST",
                "/api/v1/auth/signup",
                "{\"email\":\"" + STAFF + "\",\"password\":\"" + PageVisitor.PASSWORD + "\"}");
        api.admin("POST", "/v1/credit_packages", "{\"name\":\"Starter\",\"price_usd\":\"10.00\"}");
    }

    @AfterAll
    static void stop() {
        if (chromium != null) chromium.close();
        node.close();
    }

    @AfterEach
    void nothing_was_blocked_or_failed() {
        assertThat(chromium.complaints).isEmpty();
    }

    @Test
    void every_page_fits_and_can_be_used_by_everybody() {
        Page page = chromium.openOnDesk();
        for (String path : List.of("/login", "/signup")) check(page, path);
        // The operator sees both sides, once turned to the customer.
        chromium.signIn(page, STAFF, PageVisitor.PASSWORD);
        page.navigate("/admin/customers");
        page.click("text=Their pages");
        for (String path : PAGES) check(page, path);
        for (String list : List.of("/admin/customers", "/admin/plans")) {
            page.navigate(list);
            page.click("tr[data-open] a");
            page.waitForURL("**" + list + "/*");
            PageLook.look(page, list + "/one");
        }
        page.context().close();
    }

    private static void check(Page page, String path) {
        page.navigate(path);
        PageLook.look(page, path);
    }

    @Test
    void from_signing_up_to_a_request_that_shows_by_itself_to_revoking() {
        Page page = chromium.openOnDesk();
        page.navigate("/signup");
        page.fill("input[name=name]", "Walker");
        page.fill("input[name=email]", "walker@example.test");
        page.fill("input[name=password]", PageVisitor.PASSWORD);
        page.click("button.primary");
        assertThat(page.locator("h2").first()).hasText("Nothing has been sent yet");

        page.click("a.primary:has-text('Make a key')");
        page.click("a.primary:has-text('New key')");
        page.fill("input[name=name]", "first");
        page.fill("input[name=limit]", "0.50");
        page.click("button:has-text('Make the key')");
        Locator dialog = page.locator("dialog[open]");
        assertThat(dialog).containsText("It is shown this once");
        page.keyboard().press("Escape");
        assertThat(dialog).isVisible();
        String secret = page.locator("#secret").textContent();
        page.click("button:has-text('Python')");
        assertThat(page.locator("#python-text")).containsText(secret);
        page.click("text=I have copied it");

        page.navigate("/home/usage");
        assertThat(page.locator("#live")).containsText("No requests");
        String id = api.chat(secret, CHAT).header("X-Flux-Request-Id");
        Locator row = page.locator("#live a[href$='" + id + "']");
        row.waitFor();
        row.click();
        assertThat(page.locator("#drawer")).containsText("Cost, written out");
        assertThat(page.locator("#drawer")).containsText(id);
        page.click("#drawer >> text=Close");

        page.onDialog(question -> question.accept());
        page.navigate("/home/keys");
        page.click("button:has-text('Revoke')");
        assertThat(page.locator("main")).containsText("No keys yet");
        assertThat(api.chat(secret, CHAT).status()).isEqualTo(401);
        page.context().close();
    }

    @Test
    void chosen_columns_are_seen_on_a_phone_too() {
        Page page = chromium.open(ColorScheme.LIGHT, 390, 844);
        chromium.signIn(page, OWNER, PageVisitor.PASSWORD);
        page.navigate("/home/audit?show_ip=1");
        assertThat(page.locator("td[data-label='Client IP']").first()).isVisible();
        page.context().close();
    }

    @Test
    void an_endpoint_is_made_tried_out_and_deleted() throws IOException {
        HttpServer receiver =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext(
                "/hooks",
                exchange -> {
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        receiver.start();
        String url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hooks";
        Page page = chromium.openOnDesk();
        page.onDialog(question -> question.accept());
        chromium.signIn(page, STAFF, PageVisitor.PASSWORD);
        page.navigate("/admin/webhooks");
        page.click("text=Make the first endpoint");
        page.fill("#new input[name=url]", url);
        page.check("#new input[name='event:invoice.paid']");
        page.click("text=Make the endpoint");
        Locator dialog = page.locator("dialog[open]");
        assertThat(dialog).containsText("It is shown this once");
        assertThat(page.locator("#secret")).containsText("whsec_");
        page.click("text=I have copied it");

        page.click("text=Send a test");
        awaitText(page, "webhook.test delivered");
        PageLook.look(page, "/admin/webhooks/one");
        page.click("tr[data-open] a");
        assertThat(page.locator("#body")).containsText("webhook.test");
        PageLook.look(page, "/admin/deliveries/one");
        page.click("text=Send again");
        awaitText(page, "Attempts 2");

        page.click("dd a");
        page.click("text=New signing secret");
        assertThat(dialog).containsText("The old one signs too for 24 hours");
        page.click("text=I have copied it");
        page.uncheck("input[name=enabled]");
        page.click("text=Save");
        assertThat(page.locator(".head .badge")).hasText("disabled");
        page.click("text=Delete the endpoint");
        assertThat(page.locator("main")).containsText("Nobody is told yet");
        receiver.stop(0);
        page.context().close();
    }

    /** What happens behind the page shows when it is loaded again. */
    private static void awaitText(Page page, String expected) {
        long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (!page.innerText("main").replaceAll("\\s+", " ").contains(expected)
                && System.nanoTime() < end) {
            page.waitForTimeout(100);
            page.reload();
        }
        assertThat(page.innerText("main").replaceAll("\\s+", " ")).contains(expected);
    }

    @Test
    void the_playground_shows_model_lane_and_cost_as_it_streams() {
        Page page = chromium.openOnDesk();
        chromium.signIn(page, OWNER, PageVisitor.PASSWORD);
        page.navigate("/home/playground");
        page.fill("textarea", "Say hello.");
        page.click("button:has-text('Send')");
        Locator receipt = page.locator(".receipt");
        assertThat(receipt).containsText("cost $0.");
        assertThat(receipt).containsText("tokens");
        page.context().close();
    }

    @Test
    void credit_is_bought_and_a_plan_is_changed_at_the_price_that_was_shown() {
        Page page = chromium.open(ColorScheme.DARK, 1280, 900);
        chromium.signIn(page, OWNER, PageVisitor.PASSWORD);
        page.navigate("/home/billing");
        page.click("text=Buy for $10.00");
        assertThat(page.locator("[role=status]")).containsText("$10.00 of credit is yours");
        page.click("text=Change plan");
        page.locator("section.plan", new Page.LocatorOptions().setHasText("Free"))
                .locator("text=See the price")
                .click();
        assertThat(page.locator("main")).containsText("Change to Free");
        page.context().close();
    }
}
