package io.fluxrouter.console.http;

import io.fluxrouter.billing.access.Organization;
import io.fluxrouter.billing.idempotency.IdempotentCall;
import io.fluxrouter.billing.idempotency.IdempotentCalls;
import io.fluxrouter.billing.idempotency.KeptReply;
import io.fluxrouter.core.access.KeyHash;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/** Answers a call that carries an {@code Idempotency-Key} once, and replays the reply later. */
final class Repeats {
    private final IdempotentCalls calls;

    Repeats(IdempotentCalls calls) {
        this.calls = calls;
    }

    Reply answer(Endpoint endpoint, ApiCall call) {
        Optional<String> key = call.request().header("Idempotency-Key");
        if (!endpoint.repeatable() || key.isEmpty()) return endpoint.answer().apply(call);
        AtomicReference<Reply> fresh = new AtomicReference<>();
        KeptReply kept =
                calls.once(
                        new IdempotentCall(organization(call), key.get(), fingerprint(call)),
                        () -> {
                            Reply reply = endpoint.answer().apply(call);
                            fresh.set(reply);
                            return reply.toKeep();
                        });
        Reply first = fresh.get();
        return first == null ? Reply.replayed(kept) : first;
    }

    /** Outside of /api/v1 only the operator's calls are repeatable. */
    private static UUID organization(ApiCall call) {
        return call.principal() == null ? Organization.OPERATOR : call.organizationId();
    }

    private static KeyHash fingerprint(ApiCall call) {
        Request request = call.request();
        String body = new String(request.body().getBytes(), StandardCharsets.ISO_8859_1);
        return KeyHash.of(request.method() + " " + request.path() + "\n" + body);
    }
}
