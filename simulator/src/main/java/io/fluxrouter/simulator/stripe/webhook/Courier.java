package io.fluxrouter.simulator.stripe.webhook;

import io.fluxrouter.simulator.stripe.fault.WebhookFaults;
import io.fluxrouter.simulator.stripe.object.WebhookEndpoints;
import io.fluxrouter.simulator.stripe.wire.Json;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * Brings events to endpoints. An endpoint gets one event at a time, in their order, unless a fault
 * says otherwise; an event that is not taken comes again later, and others overtake it.
 *
 * <p>Threads: all methods may be called from anywhere; the state is that of one event loop.
 */
public final class Courier {
    private static final long PATIENCE_SECONDS = 10;

    private final Vertx vertx;
    private final Context context;
    private final HttpClient client;
    private final InstantSource time;
    private final List<Duration> retries;
    private final WebhookFaults faults;
    private final Map<String, Deque<Parcel>> waiting = new HashMap<>();
    private final Map<String, Parcel> onTheWay = new HashMap<>();
    private final List<Parcel> held = new ArrayList<>();
    private final List<Delivery> deliveries = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger outstanding = new AtomicInteger();
    private volatile Consumer<String> taker = eventId -> {};
    private boolean holding;

    /** An event that is refused comes again after each of the retries. */
    public Courier(Vertx vertx, InstantSource time, List<Duration> retries, WebhookFaults faults) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.client = vertx.createHttpClient();
        this.time = time;
        this.retries = List.copyOf(retries);
        this.faults = faults;
    }

    /** Tells the id of every event that a receiver has taken. */
    public void whenTaken(Consumer<String> step) {
        taker = step;
    }

    /** Brings an event, as it stands now, to the endpoints. */
    public void send(ObjectNode event, List<ObjectNode> endpoints) {
        String body = event.toPrettyString();
        for (ObjectNode endpoint : endpoints) {
            String type = Json.text(event, "type");
            Parcel parcel =
                    new Parcel(
                            Json.text(event, "id"),
                            type,
                            Json.text(endpoint, "url"),
                            WebhookEndpoints.secretOf(endpoint),
                            body,
                            1,
                            faults.take(type));
            outstanding.incrementAndGet();
            context.runOnContext(ignored -> accept(parcel));
        }
    }

    /** Keeps events back from now on. */
    public void hold() {
        context.runOnContext(ignored -> holding = true);
    }

    /** Sends what was kept back, in its order. */
    public void release() {
        release(List::iterator);
    }

    /** Sends what was kept back, the latest first. */
    public void releaseReversed() {
        release(parcels -> parcels.reversed().iterator());
    }

    /** Sends what was kept back in an order that the seed decides. */
    public void releaseShuffled(long seed) {
        release(
                parcels -> {
                    List<Parcel> shuffled = new ArrayList<>(parcels);
                    Collections.shuffle(shuffled, new Random(seed));
                    return shuffled.iterator();
                });
    }

    private void release(Function<List<Parcel>, Iterator<Parcel>> order) {
        context.runOnContext(
                ignored -> {
                    holding = false;
                    List<Parcel> parcels = List.copyOf(held);
                    held.clear();
                    order.apply(parcels).forEachRemaining(this::enqueue);
                });
    }

    /** How many events have neither been taken nor given up; those kept back count. */
    public int outstanding() {
        return outstanding.get();
    }

    /** Every attempt since the start, oldest first. */
    public List<Delivery> deliveries() {
        synchronized (deliveries) {
            return List.copyOf(deliveries);
        }
    }

    private void accept(Parcel parcel) {
        if (parcel.dropped() && !parcel.forged()) {
            note(parcel, 0);
            outstanding.decrementAndGet();
        } else if (holding) {
            held.add(parcel);
        } else {
            later(parcel.delayMillis(), parcel);
        }
    }

    private void later(long millis, Parcel parcel) {
        if (millis > 0) vertx.setTimer(millis, timer -> enqueue(parcel));
        else enqueue(parcel);
    }

    private void enqueue(Parcel parcel) {
        waiting.computeIfAbsent(parcel.url(), url -> new ArrayDeque<>()).add(parcel);
        next(parcel.url());
    }

    private void next(String url) {
        Deque<Parcel> queue = waiting.getOrDefault(url, new ArrayDeque<>());
        if (onTheWay.containsKey(url) || queue.isEmpty()) return;
        Parcel parcel = queue.removeFirst();
        onTheWay.put(url, parcel);
        List<Future<Integer>> copies =
                Stream.generate(() -> post(parcel)).limit(parcel.copies()).toList();
        Future.join(copies)
                .onComplete(
                        done -> {
                            boolean taken = copies.stream().anyMatch(Courier::isTaken);
                            arrived(parcel, taken);
                        });
    }

    private static boolean isTaken(Future<Integer> copy) {
        return copy.succeeded() && copy.result() >= 200 && copy.result() < 300;
    }

    /** The status that came back, or 0. */
    private Future<Integer> post(Parcel parcel) {
        Parcel.Letter letter = parcel.letter(time.instant().getEpochSecond());
        RequestOptions to =
                new RequestOptions()
                        .setAbsoluteURI(parcel.url())
                        .setMethod(HttpMethod.POST)
                        .putHeader("content-type", "application/json; charset=utf-8")
                        .putHeader("user-agent", "Stripe/1.0 (+https://stripe.com/docs/webhooks)")
                        .putHeader("stripe-signature", letter.signature());
        return client.request(to)
                .compose(request -> request.send(Buffer.buffer(letter.body())))
                .map(response -> response.statusCode())
                .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .otherwise(0)
                .onSuccess(status -> note(parcel, status));
    }

    private void arrived(Parcel parcel, boolean taken) {
        onTheWay.remove(parcel.url());
        if (taken) taker.accept(parcel.eventId());
        boolean again = !taken && !parcel.dropped() && parcel.attempt() <= retries.size();
        if (again) {
            long millis = retries.get(parcel.attempt() - 1).toMillis();
            vertx.setTimer(Math.max(1, millis), timer -> enqueue(parcel.again()));
        } else {
            outstanding.decrementAndGet();
        }
        next(parcel.url());
    }

    private void note(Parcel parcel, int status) {
        deliveries.add(new Delivery(parcel.eventId(), parcel.type(), parcel.attempt(), status));
    }
}
