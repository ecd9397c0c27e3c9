package io.fluxrouter.app.purchase;

import io.fluxrouter.app.node.TestApi.Answer;
import io.fluxrouter.core.webhook.TimedSignature;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Events of Stripe's that a test brings itself, signed or not. */
final class Letters {
    private Letters() {}

    /** The event of a page that was paid. */
    static ObjectNode completed(Shop shop, String session) {
        return shop.stripe().objects("event").stream()
                .filter(one -> one.path("type").asString().equals("checkout.session.completed"))
                .filter(one -> id(one).equals(session))
                .findFirst()
                .orElseThrow();
    }

    private static String id(ObjectNode event) {
        return event.path("data").path("object").path("id").asString();
    }

    static byte[] bytes(Object json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Brings a body that was signed at that time. */
    static Answer send(Shop shop, byte[] body, Instant signedAt) {
        return sendWith(
                shop,
                body,
                TimedSignature.sign(List.of(shop.stripe().webhookSecret()), signedAt, body));
    }

    static Answer sendWith(Shop shop, byte[] body, String signature) {
        return shop.api()
                .send(
                        HttpRequest.newBuilder(URI.create(shop.api().origin() + "/webhooks/stripe"))
                                .header("Content-Type", "application/json")
                                .header("Stripe-Signature", signature)
                                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                                .build());
    }
}
