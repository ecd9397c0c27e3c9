package io.fluxrouter.simulator.stripe.object;

import io.fluxrouter.simulator.stripe.wire.Json;
import io.fluxrouter.simulator.stripe.wire.StripeError;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The bank's question to a card's holder (3-D Secure), on a page of the simulator. */
public final class Challenges {
    /** Where the holder goes on after the question; the simulator's own. */
    static final String RETURN_URL = "_return_url";

    private final String origin;

    /** Pages are reached at the origin, such as {@code http://127.0.0.1:4242}. */
    Challenges(String origin) {
        this.origin = origin;
    }

    /** Sends the holder of an intent's card to the page. */
    void pose(ObjectNode intent) {
        ObjectNode action = intent.putObject("next_action").put("type", "redirect_to_url");
        action.putObject("redirect_to_url")
                .put("url", origin + "/challenge/" + Json.text(intent, "id"))
                .put("return_url", Json.text(intent, RETURN_URL));
    }

    /** The address of the page that waits for the holder. */
    static Optional<String> question(ObjectNode intent) {
        String url = intent.path("next_action").path("redirect_to_url").path("url").asString("");
        return Optional.of(url).filter(address -> !address.isEmpty());
    }

    static StripeError failed(String code) {
        return StripeError.card(
                code,
                "",
                "We are unable to authenticate your payment method. Please choose a different"
                        + " payment method and try again.");
    }
}
