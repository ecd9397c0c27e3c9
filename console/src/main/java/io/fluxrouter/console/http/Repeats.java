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
                        new IdempotentCall(owner(call), key.get(), fingerprint(call)),
                        () -> {
                            Reply reply = endpoint.answer().apply(call);
                            fresh.set(reply);
                            return reply.toKeep();
                        });
        Reply first = fresh.get();
        return first == null ? Reply.replayed(kept) : first;
    }

    /** Whose keys they are: the organisation's, or the operator's where it needs no scope. */
    private static UUID owner(ApiCall call) {
        if (call.principal() != null) return call.organizationId();
        if (call.caller() != null) throw new IllegalStateException("keys of a customer's caller");
        return Organization.OPERATOR;
    }

    private static KeyHash fingerprint(ApiCall call) {
        Request request = call.request();
        String body = new String(request.body().getBytes(), StandardCharsets.ISO_8859_1);
        return KeyHash.of(request.method() + " " + request.path() + "\n" + body);
    }
}
