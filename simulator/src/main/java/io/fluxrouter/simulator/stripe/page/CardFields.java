package io.fluxrouter.simulator.stripe.page;

import io.fluxrouter.simulator.stripe.object.TestCard;
import io.fluxrouter.simulator.stripe.wire.Params;
import io.fluxrouter.simulator.stripe.wire.StripeError;

/** The fields of a card on a page, and the card that was typed. */
final class CardFields {
    private static final String GOOD_CARD = "4242 4242 4242 4242";

    private CardFields() {}

    static String html() {
        return """
                <label for="number">Card number</label>
                <input id="number" name="number" inputmode="numeric" autocomplete="off" value="%s">
                <div class="two">
                <div><label for="expiry">Expiry</label><input id="expiry" name="expiry" value="12 / 40"></div>
                <div><label for="cvc">Security code</label><input id="cvc" name="cvc" value="123"></div>
                </div>
                """
                .formatted(GOOD_CARD);
    }

    /** The card of a button, or of the number. Only test cards are known. */
    static TestCard card(Params fields) {
        String card = fields.text("card").orElseGet(() -> fields.text("number", GOOD_CARD));
        return TestCard.find(card)
                .orElseThrow(
                        () ->
                                StripeError.card(
                                        "incorrect_number",
                                        "incorrect_number",
                                        "Your card number is incorrect: use a test card."));
    }
}
