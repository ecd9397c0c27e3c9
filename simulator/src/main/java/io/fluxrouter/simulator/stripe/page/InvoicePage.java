package io.fluxrouter.simulator.stripe.page;

import io.fluxrouter.simulator.stripe.object.Portal;
import io.fluxrouter.simulator.stripe.wire.Json;
import io.fluxrouter.simulator.stripe.wire.Params;
import io.fluxrouter.simulator.stripe.wire.StripeError;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** An invoice as its customer sees and pays it. */
public final class InvoicePage {
    private final Portal portal;

    public InvoicePage(Portal portal) {
        this.portal = portal;
    }

    public Screen show(String id) {
        return shown(portal.invoice(id), "", 200);
    }

    /** Presses the button. */
    public Screen press(String id, Params fields) {
        ObjectNode invoice = portal.invoice(id);
        try {
            return portal.payInvoice(invoice, CardFields.card(fields))
                    .<Screen>map(Screen.Elsewhere::new)
                    .orElseGet(
                            () -> new Screen.Elsewhere(Json.text(invoice, "hosted_invoice_url")));
        } catch (StripeError refused) {
            return shown(invoice, refused.getMessage(), refused.status());
        }
    }

    private static Screen shown(ObjectNode invoice, String error, int status) {
        String currency = Json.text(invoice, "currency");
        String state = Json.text(invoice, "status");
        String lines =
                Portal.lines(invoice).stream()
                        .map(
                                line ->
                                        "<tr><td>%s</td><td>%s</td></tr>"
                                                .formatted(
                                                        Html.escape(Json.text(line, "description")),
                                                        Html.amount(
                                                                line.path("amount").asLong(),
                                                                currency)))
                        .collect(Collectors.joining());
        String body =
                """
                <div class="card"><h1>Invoice %s</h1><p class="soft" id="state">%s</p>
                <div class="amount" id="total">%s</div><table>%s</table></div>%s
                """
                        .formatted(
                                Html.escape(Json.text(invoice, "number")),
                                Html.escape(state),
                                Html.amount(invoice.path("amount_due").asLong(), currency),
                                lines,
                                state.equals("open") ? form(invoice, error) : "");
        return new Screen.Shown(status, Html.page("Invoice", body));
    }

    private static String form(ObjectNode invoice, String error) {
        return """
                <div class="card"><form method="post" action="/i/%s">%s%s
                <button class="main" id="pay">Pay</button></form></div>
                """
                .formatted(
                        Html.escape(Json.text(invoice, "id")),
                        Html.error(error),
                        CardFields.html());
    }
}
