package io.fluxrouter.simulator.stripe;

import io.fluxrouter.simulator.stripe.object.StripeApi;
import io.fluxrouter.simulator.stripe.object.World;
import io.fluxrouter.simulator.stripe.page.ChallengePage;
import io.fluxrouter.simulator.stripe.page.CheckoutPage;
import io.fluxrouter.simulator.stripe.page.InvoicePage;
import io.fluxrouter.simulator.stripe.page.PortalPage;
import io.fluxrouter.simulator.stripe.page.Screen;
import io.fluxrouter.simulator.stripe.wire.Form;
import io.fluxrouter.simulator.stripe.wire.Params;
import io.fluxrouter.simulator.stripe.wire.StripeError;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** The hosted pages' front door. Threads: its event loop, only. */
final class PageDoor {
    // The pages have a style of their own and nothing else; a form may lead to the shop again.
    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";

    private final StripeState state;

    PageDoor(StripeState state) {
        this.state = state;
    }

    void handle(HttpServerRequest in, String body) {
        Screen screen;
        try {
            Params fields = Params.of(Form.parse(body));
            boolean pressed = in.method().equals(HttpMethod.POST);
            screen = state.with((api, world) -> screen(api, world, in.path(), pressed, fields));
        } catch (StripeError refused) {
            screen = Screen.notice(refused.status(), "This did not work", refused.getMessage());
        } catch (RuntimeException bug) {
            String message = StripeError.bug(bug).getMessage();
            screen = Screen.notice(500, "The simulator failed", message);
        }
        write(in.response(), screen);
    }

    private static Screen screen(
            StripeApi api, World world, String path, boolean pressed, Params fields) {
        String id = path.substring(path.lastIndexOf('/') + 1);
        if (path.startsWith("/c/pay/")) {
            CheckoutPage page = new CheckoutPage(api, world);
            return pressed ? page.press(id, fields) : page.show(id);
        }
        if (path.startsWith("/challenge/")) {
            ChallengePage page = new ChallengePage(api, world);
            return pressed ? page.press(id, fields) : page.show(id);
        }
        if (path.startsWith("/p/session/")) {
            PortalPage page = new PortalPage(api.portal(), world);
            return pressed ? page.press(id, fields) : page.show(id);
        }
        if (path.startsWith("/i/")) {
            InvoicePage page = new InvoicePage(api.portal());
            return pressed ? page.press(id, fields) : page.show(id);
        }
        return Screen.notice(404, "Nothing is here", "The simulated Stripe has no such page.");
    }

    private static void write(HttpServerResponse out, Screen screen) {
        switch (screen) {
            case Screen.Elsewhere(String url) ->
                    out.setStatusCode(303).putHeader("location", url).end();
            case Screen.Shown(int status, String html) ->
                    out.setStatusCode(status)
                            .putHeader("content-type", "text/html; charset=utf-8")
                            .putHeader("content-security-policy", POLICY)
                            .putHeader("referrer-policy", "no-referrer")
                            .putHeader("cache-control", "no-store")
                            .end(html);
        }
    }
}
