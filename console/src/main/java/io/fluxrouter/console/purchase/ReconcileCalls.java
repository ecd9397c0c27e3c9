package io.fluxrouter.console.purchase;

import io.fluxrouter.billing.reconcile.Comparison;
import io.fluxrouter.billing.reconcile.Reconciliation;
import io.fluxrouter.console.api.Json;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Reply;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Comparing Stripe with us, for the operator. */
public final class ReconcileCalls {
    private final Optional<Reconciliation> reconciliation;

    /**
     * @param reconciliation empty for an installation without Stripe
     */
    public ReconcileCalls(Optional<Reconciliation> reconciliation) {
        this.reconciliation = reconciliation;
    }

    public List<Endpoint> endpoints() {
        return List.of(Endpoint.post("/v1/reconcile", Access.ADMIN, call -> run()));
    }

    private Reply run() {
        Reconciliation both = Payments.require(reconciliation);
        Comparison.Result result = Payments.asked(both::run);
        ObjectNode json = Json.object();
        json.put("object", "reconciliation");
        json.put("checked", result.checked());
        ArrayNode differences = json.putArray("differences");
        result.differences()
                .forEach(
                        one ->
                                differences
                                        .addObject()
                                        .put("kind", one.kind())
                                        .put("stripe_id", one.stripeId())
                                        .put("ours", one.ours())
                                        .put("at_stripe", one.atStripe())
                                        .put("here", one.here())
                                        .put("repaired", one.repaired()));
        return Reply.ok(json);
    }
}
