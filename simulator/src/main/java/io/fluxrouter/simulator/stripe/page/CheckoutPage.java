package io.fluxrouter.simulator.stripe.page;

import io.fluxrouter.simulator.stripe.object.Checkout;
import io.fluxrouter.simulator.stripe.object.CheckoutSessions;
import io.fluxrouter.simulator.stripe.object.StripeApi;
import io.fluxrouter.simulator.stripe.object.World;
import io.fluxrouter.simulator.stripe.wire.Json;
import io.fluxrouter.simulator.stripe.wire.Params;
import io.fluxrouter.simulator.stripe.wire.StripeError;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** The page of a Checkout session: what is bought, a card, and a button. */
public final class CheckoutPage {
    private final StripeApi api;
    private final World world;

    public CheckoutPage(StripeApi api, World world) {
        this.api = api;
        this.world = world;
    }

    /** The page as it stands. */
    public Screen show(String id) {
        ObjectNode session = world.get(CheckoutSessions.KIND, id);
        return switch (Json.text(session, "status")) {
            case "complete" -> Screen.notice(200, "All done", "This page has been completed.");
            case "expired" ->
                    Screen.notice(
                            200, "This page has expired", "Go back to the shop and start again.");
            default -> new Screen.Shown(200, form(session, lastError(session)));
        };
    }

    /** Presses a button: {@code action} is pay, expire or cancel. */
    public Screen press(String id, Params fields) {
        ObjectNode session = world.get(CheckoutSessions.KIND, id);
        return switch (fields.choice("action", "pay", "expire", "cancel")) {
            case "expire" -> expire(session);
            case "cancel" -> cancel(session);
            default -> pay(session, fields);
        };
    }

    private Screen pay(ObjectNode session, Params fields) {
        String id = Json.text(session, "id");
        try {
            api.checkout().submit(id, person(fields));
        } catch (StripeError refused) {
            if (!CheckoutSessions.isOpen(session)) return show(id);
            return new Screen.Shown(refused.status(), form(session, refused.getMessage()));
        }
        if (!CheckoutSessions.isOpen(session)) return afterwards(session);
        return question(session)
                .map(Screen.Elsewhere::new)
                .orElseThrow(() -> new IllegalStateException("neither paid nor asked: " + id));
    }

    private static Checkout.Person person(Params fields) {
        return new Checkout.Person(
                fields.text("email", "jo@example.com"),
                fields.text("name", "Jo Example"),
                CardFields.card(fields));
    }

    private Optional<String> question(ObjectNode session) {
        return Stream.of("payment_intent", "_payment_intent", "setup_intent")
                .flatMap(intent -> world.find(Json.text(session, intent)).stream())
                .map(
                        intent ->
                                intent.path("next_action")
                                        .path("redirect_to_url")
                                        .path("url")
                                        .asString(""))
                .filter(url -> !url.isEmpty())
                .findFirst();
    }

    /** Where a person goes who has paid. */
    static Screen afterwards(ObjectNode session) {
        String url = Json.text(session, "success_url");
        return new Screen.Elsewhere(url.replace("{CHECKOUT_SESSION_ID}", Json.text(session, "id")));
    }

    private Screen expire(ObjectNode session) {
        String id = Json.text(session, "id");
        if (CheckoutSessions.isOpen(session)) api.sessions().expire(id);
        return show(id);
    }

    private static Screen cancel(ObjectNode session) {
        return Json.has(session, "cancel_url")
                ? new Screen.Elsewhere(Json.text(session, "cancel_url"))
                : Screen.notice(200, "Nothing was paid", "You can close this page.");
    }

    /** Why the latest attempt failed, if one did. */
    private String lastError(ObjectNode session) {
        return Stream.of("payment_intent", "_payment_intent", "setup_intent")
                .flatMap(intent -> world.find(Json.text(session, intent)).stream())
                .flatMap(
                        intent ->
                                Stream.of("last_payment_error", "last_setup_error")
                                        .map(
                                                error ->
                                                        intent.path(error)
                                                                .path("message")
                                                                .asString("")))
                .filter(message -> !message.isEmpty())
                .findFirst()
                .orElse("");
    }

    private String form(ObjectNode session, String error) {
        boolean setup = Json.text(session, "mode").equals("setup");
        String title = setup ? "Save your card" : "Pay";
        String button = setup ? "Save card" : "Pay " + total(session);
        String body =
                "<form method=\"post\" action=\"/c/pay/%s\">"
                                .formatted(Html.escape(Json.text(session, "id")))
                        + "<div class=\"card\"><h1>%s</h1>%s</div>"
                                .formatted(title, order(session, setup))
                        + "<div class=\"card\">%s%s".formatted(Html.error(error), fields(session))
                        + "<button class=\"main\" name=\"action\" value=\"pay\" id=\"pay\">%s</button></div>"
                                .formatted(button)
                        + trials()
                        + "</form>";
        return Html.page(title, body);
    }

    private static String total(ObjectNode session) {
        return Html.amount(session.path("amount_total").asLong(0), Json.text(session, "currency"));
    }

    private static String order(ObjectNode session, boolean setup) {
        if (setup)
            return "<p class=\"soft\">Your card is kept on file. Nothing is charged now.</p>";
        String rows =
                session.path("_line_items")
                        .path("data")
                        .valueStream()
                        .map(
                                line ->
                                        "<tr><td>%s × %d</td><td>%s</td></tr>"
                                                .formatted(
                                                        Html.escape(
                                                                line.path("description")
                                                                        .asString("")),
                                                        line.path("quantity").asLong(1),
                                                        Html.amount(
                                                                line.path("amount_total").asLong(),
                                                                line.path("currency")
                                                                        .asString("usd"))))
                        .collect(Collectors.joining());
        return "<div class=\"amount\" id=\"total\">%s</div><table>%s</table>"
                .formatted(total(session), rows);
    }

    private String email(ObjectNode session) {
        if (Json.has(session, "customer_email")) return Json.text(session, "customer_email");
        return world.find(Json.text(session, "customer"))
                .map(customer -> Json.text(customer, "email"))
                .filter(email -> !email.isEmpty())
                .orElse("jo@example.com");
    }

    private String fields(ObjectNode session) {
        return """
                <label for="email">E-mail</label>
                <input id="email" name="email" type="email" autocomplete="email" value="%s">
                %s
                <label for="name">Name on card</label>
                <input id="name" name="name" autocomplete="cc-name" value="Jo Example">
                """
                .formatted(Html.escape(email(session)), CardFields.html());
    }

    private static String trials() {
        return """
                <div class="card"><h2>Try what goes wrong</h2><div class="row">
                <button name="card" value="pm_card_chargeDeclined" id="decline">Card is declined</button>
                <button name="card" value="pm_card_chargeDeclinedInsufficientFunds">Insufficient funds</button>
                <button name="card" value="pm_card_authenticationRequired" id="challenge">3-D Secure</button>
                <button name="card" value="pm_card_chargeCustomerFail">Fails when charged later</button>
                <button name="card" value="pm_card_bankDebit" id="debit">Bank debit, paid days later</button>
                <button name="action" value="expire" id="expire">Let this page expire</button>
                <button name="action" value="cancel" id="cancel">Cancel and go back</button>
                </div><p class="soft">Or type any of Stripe's test card numbers above.</p></div>
                """;
    }
}
