package io.fluxrouter.console.invoice;

import io.fluxrouter.billing.invoice.NewTaxRule;
import io.fluxrouter.billing.invoice.TaxRule;
import io.fluxrouter.billing.invoice.Taxes;
import io.fluxrouter.console.api.Json;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.ApiCall;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Fields;
import io.fluxrouter.console.http.Reply;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Where an organisation is taxed, and what it charges instead of the usual rates. */
public final class TaxRateCalls {
    private static final String PATH = "/api/v1/tax-rates";

    private final Taxes taxes;

    public TaxRateCalls(Taxes taxes) {
        this.taxes = taxes;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(PATH, Access.MANAGE, call -> Reply.ok(json(call.organizationId()))),
                Endpoint.put(PATH, Access.MANAGE, this::replace));
    }

    /** All of it at once: rules that are not sent end now. Final invoices keep their tax. */
    private Reply replace(ApiCall call) {
        Fields fields = call.fields();
        String country = fields.text("country");
        List<NewTaxRule> rules =
                fields.objects("rules").stream()
                        .map(one -> one.readBy(rule -> rule(rule, country)))
                        .toList();
        fields.refuseOthers();
        taxes.replace(call.organizationId(), country, rules);
        return Reply.ok(json(call.organizationId()));
    }

    private static NewTaxRule rule(Fields fields, @Nullable String country) {
        String seller = fields.text("seller_country");
        NewTaxRule rule =
                new NewTaxRule(
                        seller != null || country == null
                                ? fields.requiredText("seller_country")
                                : country,
                        fields.requiredText("customer_country"),
                        fields.requiredText("name"),
                        fields.requiredDecimal("percentage"));
        fields.ignore("id", "valid_from", "valid_until");
        return rule;
    }

    private ObjectNode json(UUID organizationId) {
        ObjectNode json = Json.object();
        json.put("country", taxes.country(organizationId).orElse(null));
        ArrayNode rules = json.putArray("rules");
        taxes.rules(organizationId).stream()
                .filter(rule -> rule.validUntil() == null)
                .forEach(rule -> rules.add(json(rule)));
        return json;
    }

    private static ObjectNode json(TaxRule rule) {
        return Json.object()
                .put("id", rule.id().toString())
                .put("seller_country", rule.sellerCountry())
                .put("customer_country", rule.customerCountry())
                .put("name", rule.name())
                .put("percentage", rule.percentage())
                .put("valid_from", Json.time(rule.validFrom()));
    }
}
