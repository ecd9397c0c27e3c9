package io.fluxrouter.console.purchase;

import io.fluxrouter.billing.credit.CreditAdjustments;
import io.fluxrouter.billing.credit.CreditAdjustments.Adjustment;
import io.fluxrouter.billing.customer.Customers;
import io.fluxrouter.console.api.Json;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.ApiCall;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Fields;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Corrections of a customer's credit by the operator's hand. */
public final class AdjustmentCalls {
    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000);
    private static final int DIGITS = 9;

    private final Customers customers;
    private final CreditAdjustments adjustments;

    public AdjustmentCalls(Customers customers, CreditAdjustments adjustments) {
        this.customers = customers;
        this.adjustments = adjustments;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post("/v1/customers/{id}/adjustments", Access.ADMIN, this::adjust).once());
    }

    private Reply adjust(ApiCall call) {
        UUID customer =
                customers
                        .find(call.pathId("id"))
                        .orElseThrow(
                                () ->
                                        ApiError.of(
                                                Refusal.NOT_FOUND,
                                                "There is no such customer.",
                                                "id"))
                        .id();
        Fields fields = call.fields();
        Adjustment wanted =
                new Adjustment(
                        customer,
                        amount(fields.requiredDecimal("amount_usd")),
                        fields.requiredText("reason"),
                        Objects.requireNonNullElse(fields.text("author"), "operator"));
        fields.refuseOthers();
        Money credit = adjustments.adjust(wanted);
        return Reply.created(
                Json.object()
                        .put("object", "credit_adjustment")
                        .put("customer_id", customer.toString())
                        .put("amount_usd", Json.decimal(wanted.amount()))
                        .put("credit_usd", Json.decimal(credit))
                        .put("reason", wanted.reason())
                        .put("author", wanted.author()));
    }

    private static Money amount(BigDecimal dollars) {
        // In this order: a number like 1e999999999 must be refused before it is written out.
        if (dollars.abs().compareTo(MOST) > 0 || dollars.stripTrailingZeros().scale() > DIGITS) {
            throw ApiError.of(
                    Refusal.INVALID_VALUE,
                    "'amount_usd' must be up to 1000000 either way, with at most 9 digits after the"
                            + " point.",
                    "amount_usd");
        }
        return Money.usd(dollars);
    }
}
