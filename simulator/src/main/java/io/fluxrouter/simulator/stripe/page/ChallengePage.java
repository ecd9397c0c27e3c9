package io.fluxrouter.simulator.stripe.page;

import io.fluxrouter.simulator.stripe.object.CheckoutSessions;
import io.fluxrouter.simulator.stripe.object.StripeApi;
import io.fluxrouter.simulator.stripe.object.World;
import io.fluxrouter.simulator.stripe.wire.Json;
import io.fluxrouter.simulator.stripe.wire.Params;
import io.fluxrouter.simulator.stripe.wire.StripeError;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The bank's page: is it you? */
public final class ChallengePage {
    private final StripeApi api;
    private final World world;

    public ChallengePage(StripeApi api, World world) {
        this.api = api;
        this.world = world;
    }

    /** The question. */
    public Screen show(String id) {
        api.challenged(id);
        String body =
                """
                <form method="post" action="/challenge/%s"><div class="card">
                <h1>Your bank asks: is it you?</h1>
                <p class="soft">This is the simulated 3-D Secure page.</p>
                <button class="main" name="action" value="complete" id="complete">Yes, complete</button>
                <p></p><button name="action" value="fail" id="fail">No, fail</button>
                </div></form>
                """
                        .formatted(Html.escape(id));
        return new Screen.Shown(200, Html.page("3-D Secure", body));
    }

    /** The answer: {@code action} is complete or fail. */
    public Screen press(String id, Params fields) {
        boolean passed = fields.choice("action", "complete", "fail").equals("complete");
        ObjectNode intent = api.challenged(id);
        try {
            api.answerChallenge(id, passed);
        } catch (StripeError refused) {
            return goBack(intent, "failed");
        }
        return goBack(intent, "succeeded");
    }

    private Screen goBack(ObjectNode intent, String outcome) {
        Optional<ObjectNode> session = world.find(Json.text(intent, "_session"));
        if (session.isPresent()) {
            return CheckoutSessions.isOpen(session.get())
                    ? new Screen.Elsewhere("/c/pay/" + Json.text(session.get(), "id"))
                    : CheckoutPage.afterwards(session.get());
        }
        String url = Json.text(intent, "_return_url");
        if (url.isEmpty()) {
            return Screen.notice(
                    200, "Thank you", "The payment " + outcome + ". You can close this page.");
        }
        String more =
                "%s=%s&redirect_status=%s"
                        .formatted(Json.text(intent, "object"), Json.text(intent, "id"), outcome);
        return new Screen.Elsewhere(url + (url.contains("?") ? "&" : "?") + more);
    }
}
