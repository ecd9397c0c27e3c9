package io.fluxrouter.simulator.stripe;

import io.fluxrouter.simulator.stripe.object.StripeApi;
import io.fluxrouter.simulator.stripe.object.WebhookEndpoints;
import io.fluxrouter.simulator.stripe.object.World;
import io.fluxrouter.simulator.stripe.webhook.Courier;
import io.fluxrouter.simulator.stripe.wire.Answer;
import io.fluxrouter.simulator.stripe.wire.Form;
import io.fluxrouter.simulator.stripe.wire.Idempotency;
import io.fluxrouter.simulator.stripe.wire.Json;
import io.fluxrouter.simulator.stripe.wire.Params;
import io.fluxrouter.simulator.stripe.wire.StripeError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/**
 * The simulated account behind its doors: API, pages and control.
 *
 * <p>Threads: safe; one lock lets one request at a time in, and nothing inside waits.
 */
final class StripeState {
    private static final String TAKEN = "_taken";

    private final ReentrantLock lock = new ReentrantLock();
    private final World world;
    private final StripeApi api;
    private final WebhookEndpoints endpoints;
    private final Idempotency idempotency = new Idempotency();
    private final List<ApiRequest> served = new ArrayList<>();
    private long changes;

    /** An API request that has come in. */
    record Incoming(String id, String method, String path, String form, String idempotencyKey) {
        /** What an idempotency key is bound to. */
        String fingerprint() {
            return method + " " + path + "\n" + form;
        }
    }

    /** The answer to a request, and whether it is kept under the key. */
    record Answered(Answer answer, boolean kept) {}

    StripeState(StripeSettings settings, String origin, Courier courier) {
        this.world = new World(settings.time(), settings.seed(), settings.apiVersion());
        this.api = new StripeApi(world, origin);
        this.endpoints = new WebhookEndpoints(world);
        world.tellEventsTo(event -> deliver(event, courier));
    }

    private void deliver(ObjectNode event, Courier courier) {
        changes++;
        List<ObjectNode> wanting = endpoints.wanting(Json.text(event, "type"));
        event.put("pending_webhooks", wanting.size());
        courier.send(event, wanting);
    }

    void resend(String eventId, Courier courier) {
        inside(
                () -> {
                    deliver(world.get("event", eventId), courier);
                    return eventId;
                });
    }

    /** Does what is due by the clock. */
    void passTime() {
        inside(
                () -> {
                    api.passTime();
                    world.runAfterwards();
                    return changes;
                });
    }

    /** A number that is another whenever something may have changed. */
    long changes() {
        return inside(() -> changes);
    }

    ObjectNode snapshot() {
        return inside(
                () -> {
                    ObjectNode snapshot = Json.object();
                    world.everything().forEach(snapshot.putArray("objects")::add);
                    snapshot.set("answers", idempotency.snapshot());
                    return snapshot.deepCopy();
                });
    }

    /** Takes up what a run before left, and returns the ids of the events nobody took. */
    List<String> restore(ObjectNode snapshot) {
        return inside(
                () -> {
                    snapshot.path("objects")
                            .valueStream()
                            .map(ObjectNode.class::cast)
                            .forEach(world::keep);
                    idempotency.restore(snapshot.path("answers"));
                    return world.oldestFirst("event").stream()
                            .filter(event -> !event.path(TAKEN).asBoolean(false))
                            .map(event -> Json.text(event, "id"))
                            .toList();
                });
    }

    /** A receiver has taken an event. */
    void taken(String eventId) {
        inside(
                () -> {
                    changes++;
                    return world.find(eventId)
                            .map(event -> event.put(TAKEN, true).put("pending_webhooks", 0));
                });
    }

    String newRequestId() {
        return inside(() -> world.newId("req_"));
    }

    /**
     * Answers a request. Its idempotency key stays in use until {@link #finish}.
     *
     * @param spoilt turns the answer into another, after the effect
     */
    Answered answer(Incoming request, Function<Answer, Answer> spoilt) {
        return inside(
                () -> {
                    try {
                        return known(request).orElseGet(() -> execute(request, spoilt));
                    } catch (StripeError refused) {
                        return new Answered(Answer.of(refused), false);
                    }
                });
    }

    private Optional<Answered> known(Incoming request) {
        if (request.idempotencyKey().isEmpty()) return Optional.empty();
        return switch (idempotency.begin(
                request.idempotencyKey(), request.fingerprint(), world.now())) {
            case Idempotency.Meaning.Fresh() -> Optional.empty();
            case Idempotency.Meaning.Known(Answer answer) ->
                    Optional.of(new Answered(answer, true));
        };
    }

    private Answered execute(Incoming request, Function<Answer, Answer> spoilt) {
        world.causedBy(request.id(), request.idempotencyKey());
        try {
            api.passTime();
            Params params = Params.of(Form.parse(request.form()));
            ObjectNode body = api.run(request.method(), request.path(), params);
            return new Answered(spoilt.apply(Answer.ok(body)), true);
        } catch (StripeError refused) {
            Answer answer = Answer.of(refused);
            return new Answered(
                    refused.executed() ? spoilt.apply(answer) : answer, refused.executed());
        } catch (RuntimeException bug) {
            return new Answered(Answer.of(StripeError.bug(bug)), false);
        } finally {
            world.runAfterwards();
            world.causedByNobody();
            changes++;
        }
    }

    /** The answer is on its way: the key is free for a repetition. */
    void finish(Incoming request, Answered answered) {
        Answer answer = answered.answer();
        inside(
                () -> {
                    String key = request.idempotencyKey();
                    boolean ours = !key.isEmpty() && !answer.replayed();
                    if (ours && answered.kept()) idempotency.keep(key, answer);
                    else if (ours && !inUse(answer)) idempotency.forget(key);
                    return served.add(
                            new ApiRequest(
                                    request.id(),
                                    request.method(),
                                    request.path(),
                                    key,
                                    answer.status(),
                                    answer.replayed()));
                });
    }

    /** Whether the key belongs to another request. */
    private static boolean inUse(Answer answer) {
        String type = answer.body().path("error").path("type").asString("");
        return answer.status() == 409 || type.equals("idempotency_error");
    }

    List<ApiRequest> served() {
        return inside(() -> List.copyOf(served));
    }

    Cash cash() {
        return inside(() -> new Cash(api.balance().sum(true), -api.balance().sum(false)));
    }

    ObjectNode endpoint(String url, String secret) {
        return inside(() -> endpoints.all(url, secret).deepCopy());
    }

    /** A step of a page or of the control, with the world at rest. */
    <T> T with(BiFunction<StripeApi, World, T> step) {
        return inside(
                () -> {
                    try {
                        api.passTime();
                        return step.apply(api, world);
                    } finally {
                        world.runAfterwards();
                        changes++;
                    }
                });
    }

    private <T> T inside(Supplier<T> step) {
        lock.lock();
        try {
            return step.get();
        } finally {
            lock.unlock();
        }
    }
}
