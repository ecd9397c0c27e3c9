package io.fluxrouter.app.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.fluxrouter.app.node.TestApi;
import io.fluxrouter.app.node.TestNode;
import io.fluxrouter.simulator.Settings;
import io.fluxrouter.simulator.stripe.SimulatedStripe;
import io.fluxrouter.simulator.stripe.StripeSettings;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Credit is bought in a real browser, by way of Stripe's page, and pays for what was refused. */
class BuyingInTheBrowserTest {
    private static final String CHAT =
            "{\"model\":\"flux-fast\",\"messages\":[{\"role\":\"user\",\"content\":\"Say hello.\"}]}";

    @Test
    void a_package_is_paid_on_stripes_page_and_serves_the_next_request() {
        try (SimulatedStripe stripe = SimulatedStripe.start(StripeSettings.defaults());
                TestNode node = TestNode.start(Settings.defaults(), TestNode.payingAt(stripe));
                Chromium chromium = Chromium.start(node.api().origin())) {
            stripe.deliverTo(URI.create(node.api().origin() + "/webhooks/stripe"));
            String key = somebodyWhoseCreditIsUsedUp(node);
            assertThat(node.api().chat(key, CHAT).status()).isEqualTo(402);

            Page page = chromium.open(ColorScheme.LIGHT, 1280, 900);
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
            assertThat(stripe.cash().net()).isEqualTo(2_000);
            page.context().close();
        }
    }

    /** The key of an account that its plan serves no more. */
    private static String somebodyWhoseCreditIsUsedUp(TestNode node) {
        node.api()
                .admin(
                        "POST",
                        "/v1/credit_packages",
                        "{\"name\":\"Starter\",\"price_usd\":20,\"bonus_usd\":2}");
        String key = PageVisitor.signedUp(node.api(), "Buyer").newKey("production");
        node.app()
                .storage()
                .database()
                .jdbi()
                .useHandle(
                        handle ->
                                handle.execute(
                                        "UPDATE spend_account SET cap_nanos = 0"
                                                + " WHERE kind = 'customer'"));
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
