package io.fluxrouter.app.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.fluxrouter.app.node.TestApi;
import io.fluxrouter.app.node.TestNode;
import io.fluxrouter.simulator.Settings;
import io.fluxrouter.simulator.stripe.SimulatedStripe;
import io.fluxrouter.simulator.stripe.StripeSettings;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Money moves in a real browser, by way of Stripe's pages: credit, cards, invoices. */
class BuyingInTheBrowserTest {
    private static final String CHAT =
            "{\"model\":\"flux-fast\",\"messages\":[{\"role\":\"user\",\"content\":\"Say hello.\"}]}";

    private static SimulatedStripe stripe;
    private static TestNode node;
    private static Chromium chromium;

    @BeforeAll
    static void start() {
        stripe = SimulatedStripe.start(StripeSettings.defaults());
        node = TestNode.start(Settings.defaults(), TestNode.payingAt(stripe));
        stripe.deliverTo(URI.create(node.api().origin() + "/webhooks/stripe"));
        node.api()
                .admin(
                        "POST",
                        "/v1/credit_packages",
                        "{\"name\":\"Starter\",\"price_usd\":20,\"bonus_usd\":2}");
        chromium = Chromium.start(node.api().origin());
    }

    @AfterAll
    static void stop() {
        if (chromium != null) chromium.close();
        node.close();
        stripe.close();
    }

    @Test
    void a_package_is_paid_on_stripes_page_and_serves_the_next_request() {
        String key = somebodyWhoseCreditIsUsedUp(node);
        assertThat(node.api().chat(key, CHAT).status()).isEqualTo(402);
        long before = stripe.cash().net();

        Page page = chromium.openOnDesk();
        chromium.signIn(page, PageVisitor.email("Buyer"), PageVisitor.PASSWORD);
        page.navigate("/home/billing");
        page.click("text=Buy for $20.00");
        page.waitForURL(url -> url.startsWith(stripe.baseUrl()));
        assertThat(page.locator("#total")).hasText("$20.00");
        page.click("#decline");
        assertThat(page.locator("body")).containsText("declined");
        page.fill("#number", "4242 4242 4242 4242");
        page.click("#pay");
        page.waitForURL(url -> url.contains("/home/billing?bought="));
        assertThat(page.locator("[role=status]")).containsText("$22.00 of credit is yours");
        assertThat(page.locator("main")).containsText("Bought");
        awaitServed(node.api(), key);
        assertThat(stripe.cash().net()).isEqualTo(before + 2_000);
        page.context().close();
    }

    @Test
    void a_card_is_left_tops_up_is_changed_and_pays_an_invoice() {
        PageVisitor.signedUp(node.api(), "Holder");
        long before = stripe.cash().net();
        Page page = chromium.openOnDesk();
        chromium.signIn(page, PageVisitor.email("Holder"), PageVisitor.PASSWORD);

        page.navigate("/home/billing");
        assertThat(page.locator("main")).containsText("Leave a card first");
        page.click("text='Leave a card'");
        page.waitForURL(url -> url.startsWith(stripe.baseUrl()));
        page.click("#pay");
        page.waitForURL(url -> url.contains("/home/billing?card=left"));
        assertThat(page.locator("main")).containsText("visa ending in 4242");

        page.navigate("/home/billing/plan?to=payg");
        page.click("text=Change to Pay As You Go now");
        assertThat(page.locator("[role=status]")).containsText("Your plan is changed");
        page.click("button:has-text('Turn on')");
        page.locator("#topup select[name=package]").selectOption("");
        page.fill("#topup input[name=threshold]", "5");
        page.fill("#topup input[name=amount]", "12.50");
        page.fill("#topup input[name=most]", "25");
        page.click("#topup button.primary");
        assertThat(page.locator("[role=status]")).containsText("Credit is bought by itself");
        await(page, "/home/billing", "Bought");
        assertThat(stripe.cash().net()).isEqualTo(before + 1_250);
        page.click("text='Turn off'");
        assertThat(page.locator("[role=status]")).containsText("Nothing is bought by itself");

        page.click("text='Manage'");
        page.waitForURL(url -> url.startsWith(stripe.baseUrl()));
        page.fill("#number", "5555 5555 5555 4444");
        page.click("#add");
        assertThat(page.locator("tr:has-text('4444')")).containsText("mastercard");
        page.click("#return");
        page.waitForURL(url -> url.startsWith(node.api().origin()));
        await(page, "/home/billing", "mastercard</b> ending in 4444");

        page.navigate("/home/billing/invoices/" + openInvoice());
        // Credit pays first, the card the rest.
        page.click("text=Pay $17.50");
        await(page, page.url(), "badge good\">paid");
        assertThat(stripe.cash().net()).isEqualTo(before + 3_000);
        page.context().close();
    }

    /** Of whom the page just signed up, for thirty dollars. */
    private static String openInvoice() {
        String customer =
                node.app()
                        .storage()
                        .database()
                        .jdbi()
                        .withHandle(
                                handle ->
                                        handle.createQuery(
                                                        "SELECT id::text FROM customer WHERE name = 'Holder'")
                                                .mapTo(String.class)
                                                .one());
        return node.api().invoice(customer, "Help", "15");
    }

    /** What happens behind the page shows when it is loaded again. */
    private static void await(Page page, String path, String expected) {
        long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        page.navigate(path);
        while (!page.content().contains(expected) && System.nanoTime() < end) {
            page.waitForTimeout(100);
            page.navigate(path);
        }
        assertThat(page.content()).contains(expected);
    }

    /** The key of an account that its plan serves no more. */
    private static String somebodyWhoseCreditIsUsedUp(TestNode node) {
        String key = PageVisitor.signedUp(node.api(), "Buyer").newKey("production");
        node.app()
                .storage()
                .database()
                .jdbi()
                .useHandle(
                        handle ->
                                handle.execute(
                                        "UPDATE spend_account SET cap_nanos = 0 WHERE id ="
                                                + " (SELECT id FROM customer WHERE name = 'Buyer')"));
        return key;
    }

    /** The gateway hears of it within a second. */
    private static void awaitServed(TestApi api, String key) {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        int status = 0;
        while (status != 200 && System.nanoTime() < end) {
            status = api.chat(key, CHAT).status();
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        assertThat(status).isEqualTo(200);
    }
}
