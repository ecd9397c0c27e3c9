package io.fluxrouter.billing.purchase;

import io.fluxrouter.billing.access.Organization;
import io.fluxrouter.billing.bound.CustomerBlocks;
import io.fluxrouter.billing.inbox.EventEffect;
import io.fluxrouter.billing.inbox.StripeEvent;
import io.fluxrouter.billing.payment.RefundState;
import io.fluxrouter.billing.purchase.DisputeRows.Dispute;
import io.fluxrouter.billing.purchase.DisputeRows.Status;
import io.fluxrouter.billing.webhook.EventType;
import io.fluxrouter.billing.webhook.Outbox;
import io.fluxrouter.billing.webhook.OutgoingEvent;
import io.fluxrouter.core.access.Block;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Stripe tells about payments that a cardholder disputes. The money leaves Stripe when a
 * dispute opens, so the credit it paid is taken as by a refund, and nothing more is served to the
 * customer; a dispute that is won gives both back. The operator is told of each step.
 */
public final class DisputeEvents implements EventEffect {
    private static final Logger LOG = LoggerFactory.getLogger(DisputeEvents.class);

    private final RefundMoves refunds;

    public DisputeEvents(RefundMoves refunds) {
        this.refunds = refunds;
    }

    @Override
    public boolean apply(Handle tx, StripeEvent event, Instant now) {
        String id = event.objectId();
        if (id == null || !"dispute".equals(event.text("object"))) return false;
        return switch (event.type()) {
            case "charge.dispute.created" -> learn(tx, dispute(tx, id, event), Status.OPEN, now);
            case "charge.dispute.closed" ->
                    learn(tx, dispute(tx, id, event), closed(event.text("status")), now);
            default -> false;
        };
    }

    /** An inquiry that ends without a dispute took nothing away. */
    private static Status closed(@Nullable String status) {
        return "lost".equals(status) ? Status.LOST : Status.WON;
    }

    private static Dispute dispute(Handle tx, String id, StripeEvent event) {
        String intent = event.idIn("payment_intent");
        Optional<UUID> customer =
                Optional.ofNullable(intent)
                        .flatMap(one -> PurchaseRows.byPayment(tx, one))
                        .flatMap(purchase -> PurchaseRows.find(tx, purchase))
                        .map(CreditPurchase::customerId);
        return new Dispute(
                id,
                intent,
                customer.orElse(null),
                event.number("amount"),
                Objects.requireNonNullElse(event.text("currency"), "usd"),
                event.text("reason"));
    }

    private boolean learn(Handle tx, Dispute dispute, Status status, Instant now) {
        Optional<Status> before = DisputeRows.learn(tx, dispute, status, now);
        boolean ended = before.isPresent() && before.get() == Status.OPEN && status != Status.OPEN;
        if (before.isPresent() && !ended) return true;
        moveCredit(tx, dispute, status, now);
        hold(tx, dispute, status, now);
        LOG.warn("dispute {} is {}", dispute.id(), status.key());
        tell(tx, dispute, status, now);
        return true;
    }

    private void moveCredit(Handle tx, Dispute dispute, Status status, Instant now) {
        String state =
                switch (status) {
                    case OPEN -> "pending";
                    case WON -> "failed";
                    case LOST -> "succeeded";
                };
        refunds.learn(
                tx,
                new RefundState(
                        dispute.id(), state, dispute.cents(), dispute.paymentIntent(), null, "won"),
                now);
    }

    private static void hold(Handle tx, Dispute dispute, Status status, Instant now) {
        UUID customer = dispute.customerId();
        if (customer == null) return;
        String note = "payment " + dispute.paymentIntent() + " is disputed";
        if (status == Status.WON) CustomerBlocks.releaseHold(tx, customer);
        else CustomerBlocks.block(tx, customer, Block.ON_HOLD, note, now);
    }

    private static void tell(Handle tx, Dispute dispute, Status status, Instant now) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("dispute_id", dispute.id());
        data.put("customer_id", dispute.customerId());
        data.put("payment_intent", dispute.paymentIntent());
        data.put("amount", BigDecimal.valueOf(dispute.cents(), 2));
        data.put("currency", dispute.currency());
        data.put("reason", dispute.reason());
        data.put("status", status.key());
        Outbox.put(
                tx,
                new OutgoingEvent(Organization.OPERATOR, EventType.PAYMENT_DISPUTED, data, now));
    }
}
