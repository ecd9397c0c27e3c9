package io.fluxrouter.simulator.stripe.object;

import io.fluxrouter.simulator.stripe.wire.StripeError;
import java.util.List;
import java.util.Optional;

/**
 * One of <a href="https://docs.stripe.com/testing">Stripe's test cards</a>, which say by their
 * number what happens to them.
 *
 * @param token the name after {@code pm_card_}
 * @param refusal the error code of a refused card, or empty
 * @param declineCode the bank's reason of a refused card
 * @param refused when it is refused
 * @param challenge when the bank wants to see the holder (3-D Secure)
 */
public record TestCard(
        String token,
        String number,
        String brand,
        String refusal,
        String declineCode,
        Refused refused,
        Challenge challenge) {

    /** When a card is refused. */
    public enum Refused {
        NEVER,
        /** Only money is refused: the card can be put on file. */
        WHEN_CHARGED,
        ALWAYS
    }

    /** When a card needs its holder. */
    public enum Challenge {
        NEVER,
        /** Until it was set up with its holder there. */
        UNLESS_SET_UP,
        ALWAYS
    }

    private static final String DECLINED = "card_declined";
    private static final String TOKEN_PREFIX = "pm_card_";

    private static final String BANK_ACCOUNT = "us_bank_account";

    public static final List<TestCard> ALL =
            List.of(
                    good("visa", "4242424242424242", "visa"),
                    good("mastercard", "5555555555554444", "mastercard"),
                    good("amex", "378282246310005", "amex"),
                    good("bankDebit", "000123456789", BANK_ACCOUNT),
                    bad("chargeDeclined", "4000000000000002", DECLINED, "generic_decline"),
                    bad(
                            "chargeDeclinedInsufficientFunds",
                            "4000000000009995",
                            DECLINED,
                            "insufficient_funds"),
                    bad("chargeDeclinedLostCard", "4000000000009987", DECLINED, "lost_card"),
                    bad("chargeDeclinedStolenCard", "4000000000009979", DECLINED, "stolen_card"),
                    bad(
                            "chargeDeclinedExpiredCard",
                            "4000000000000069",
                            "expired_card",
                            "expired_card"),
                    bad(
                            "chargeDeclinedIncorrectCvc",
                            "4000000000000127",
                            "incorrect_cvc",
                            "incorrect_cvc"),
                    bad(
                            "chargeDeclinedProcessingError",
                            "4000000000000119",
                            "processing_error",
                            "processing_error"),
                    new TestCard(
                            "chargeCustomerFail",
                            "4000000000000341",
                            "visa",
                            DECLINED,
                            "generic_decline",
                            Refused.WHEN_CHARGED,
                            Challenge.NEVER),
                    challenged(
                            "authenticationRequiredOnSetup",
                            "4000002500003155",
                            Challenge.UNLESS_SET_UP),
                    challenged("authenticationRequired", "4000002760003184", Challenge.ALWAYS),
                    new TestCard(
                            "authenticationRequiredChargeDeclinedInsufficientFunds",
                            "4000008260003178",
                            "visa",
                            DECLINED,
                            "insufficient_funds",
                            Refused.WHEN_CHARGED,
                            Challenge.ALWAYS));

    private static TestCard good(String token, String number, String brand) {
        return new TestCard(token, number, brand, "", "", Refused.NEVER, Challenge.NEVER);
    }

    private static TestCard bad(String token, String number, String refusal, String declineCode) {
        return new TestCard(
                token, number, "visa", refusal, declineCode, Refused.ALWAYS, Challenge.NEVER);
    }

    private static TestCard challenged(String token, String number, Challenge challenge) {
        return new TestCard(token, number, "visa", "", "", Refused.NEVER, challenge);
    }

    /** By {@code pm_card_visa}, {@code tok_visa} or a number. */
    public static Optional<TestCard> find(String name) {
        String digits = name.replace(" ", "");
        String token =
                name.replaceFirst("^(pm_card_|tok_)", "").replaceFirst("^visa_(?=charge)", "");
        return ALL.stream()
                .filter(card -> card.number.equals(digits) || card.token.equals(token))
                .findFirst();
    }

    /** Whether a text is the name of a test card rather than the id of a stored one. */
    static boolean isToken(String name) {
        return name.startsWith(TOKEN_PREFIX);
    }

    public String name() {
        return TOKEN_PREFIX + token;
    }

    String lastFour() {
        return number.substring(number.length() - 4);
    }

    /** Whether its money comes days later: it is a debit of a bank account and no card. */
    boolean comesLater() {
        return brand.equals(BANK_ACCOUNT);
    }

    boolean refusedAsSuch() {
        return refused == Refused.ALWAYS;
    }

    boolean refusedWhenCharged() {
        return refused != Refused.NEVER;
    }

    /** Whether the bank asks for the holder of a card, set up before or not. */
    boolean wantsHolder(boolean setUp) {
        return switch (challenge) {
            case NEVER -> false;
            case UNLESS_SET_UP -> !setUp;
            case ALWAYS -> true;
        };
    }

    StripeError refusalError() {
        String message =
                switch (refusal) {
                    case "expired_card" -> "Your card has expired.";
                    case "incorrect_cvc" -> "Your card's security code is incorrect.";
                    case "processing_error" ->
                            "An error occurred while processing your card. Try again in a little bit.";
                    default ->
                            declineCode.equals("insufficient_funds")
                                    ? "Your card has insufficient funds."
                                    : "Your card was declined.";
                };
        return StripeError.card(refusal, declineCode, message);
    }
}
