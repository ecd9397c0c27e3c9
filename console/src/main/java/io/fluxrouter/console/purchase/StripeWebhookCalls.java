package io.fluxrouter.console.purchase;

import io.fluxrouter.billing.inbox.Inbox;
import io.fluxrouter.billing.inbox.Receipt;
import io.fluxrouter.console.api.Json;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.ApiCall;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Reply;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where Stripe sends its events. Who it is says the signature alone. */
public final class StripeWebhookCalls {
    private final Optional<Inbox> inbox;

    /**
     * @param inbox empty for an installation without Stripe
     */
    public StripeWebhookCalls(Optional<Inbox> inbox) {
        this.inbox = inbox;
    }

    public List<Endpoint> endpoints() {
        return List.of(Endpoint.post("/webhooks/stripe", Access.PUBLIC, this::receive));
    }

    /** Over the bytes as they came: the signature is of them. */
    private Reply receive(ApiCall call) {
        Receipt receipt =
                Payments.require(inbox)
                        .receive(
                                call.request().body().getBytes(),
                                call.request().header(Inbox.HEADER).orElse(""));
        return Reply.ok(
                Json.object()
                        .put("received", true)
                        .put("result", receipt.name().toLowerCase(Locale.ROOT)));
    }
}
