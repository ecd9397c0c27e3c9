package io.fluxrouter.simulator.stripe.page;

import io.fluxrouter.simulator.stripe.object.Portal;
import io.fluxrouter.simulator.stripe.object.World;
import io.fluxrouter.simulator.stripe.wire.Json;
import io.fluxrouter.simulator.stripe.wire.Params;
import io.fluxrouter.simulator.stripe.wire.StripeError;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** A customer's own page: cards and invoices. */
public final class PortalPage {
    private final Portal portal;
    private final World world;

    public PortalPage(Portal portal, World world) {
        this.portal = portal;
        this.world = world;
    }

    public Screen show(String id) {
        return shown(world.get(Portal.KIND, id), "", 200);
    }

    /** Presses a button: {@code action} is add, default or remove. */
    public Screen press(String id, Params fields) {
        ObjectNode session = world.get(Portal.KIND, id);
        ObjectNode customer = portal.customerOf(session);
        String url = Json.text(session, "url");
        try {
            switch (fields.choice("action", "add", "default", "remove")) {
                case "default" -> portal.makeDefault(customer, fields.required("method"));
                case "remove" -> portal.removeCard(customer, fields.required("method"));
                default -> {
                    Optional<String> question =
                            portal.addCard(customer, CardFields.card(fields), url);
                    if (question.isPresent()) return new Screen.Elsewhere(question.get());
                }
            }
        } catch (StripeError refused) {
            return shown(session, refused.getMessage(), refused.status());
        }
        return new Screen.Elsewhere(url);
    }

    private Screen shown(ObjectNode session, String error, int status) {
        ObjectNode customer = portal.customerOf(session);
        String body =
                "<div class=\"card\"><h1>Billing</h1><p class=\"soft\">%s</p>%s</div>"
                                .formatted(Html.escape(Json.text(customer, "email")), back(session))
                        + "<div class=\"card\"><h2>Cards</h2><table>%s</table>%s</div>"
                                .formatted(
                                        cards(session, customer),
                                        Html.error(error) + adding(session))
                        + "<div class=\"card\"><h2>Invoices</h2><table>%s</table></div>"
                                .formatted(
                                        orElse(invoices(customer), "There are no invoices yet."));
        return new Screen.Shown(status, Html.page("Billing", body));
    }

    private static String orElse(String rows, String sentence) {
        return rows.isEmpty() ? "<tr><td class=\"soft\">" + sentence + "</td></tr>" : rows;
    }

    private static String back(ObjectNode session) {
        return Json.has(session, "return_url")
                ? "<a id=\"return\" href=\"%s\">Return</a>"
                        .formatted(Html.escape(Json.text(session, "return_url")))
                : "";
    }

    private String cards(ObjectNode session, ObjectNode customer) {
        return portal.cards(customer).stream()
                .map(card -> row(session, card, portal.isDefault(customer, card)))
                .collect(Collectors.joining());
    }

    private static String row(ObjectNode session, ObjectNode card, boolean isDefault) {
        String shown =
                card.path("card").path("brand").asString()
                        + " •••• "
                        + card.path("card").path("last4").asString();
        String id = Html.escape(Json.text(card, "id"));
        String choose =
                isDefault
                        ? "<span class=\"good\">default</span> "
                        : "<button name=\"action\" value=\"default\">Make default</button> ";
        return """
                <tr><td>%s</td><td><form method="post" action="/p/session/%s">
                <input type="hidden" name="method" value="%s">%s
                <button name="action" value="remove">Remove</button></form></td></tr>
                """
                .formatted(Html.escape(shown), Html.escape(Json.text(session, "id")), id, choose);
    }

    private static String adding(ObjectNode session) {
        return """
                <form method="post" action="/p/session/%s">%s
                <button class="main" name="action" value="add" id="add">Add card</button></form>
                """
                .formatted(Html.escape(Json.text(session, "id")), CardFields.html());
    }

    private String invoices(ObjectNode customer) {
        return portal.invoices(customer).stream()
                .map(
                        invoice ->
                                "<tr><td><a href=\"/i/%s\">%s</a> <span class=\"soft\">%s</span></td><td>%s</td></tr>"
                                        .formatted(
                                                Html.escape(Json.text(invoice, "id")),
                                                Html.escape(Json.text(invoice, "number")),
                                                Html.escape(Json.text(invoice, "status")),
                                                Html.amount(
                                                        invoice.path("total").asLong(),
                                                        Json.text(invoice, "currency"))))
                .collect(Collectors.joining());
    }
}
