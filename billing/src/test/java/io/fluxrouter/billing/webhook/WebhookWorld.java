package io.fluxrouter.billing.webhook;

import io.fluxrouter.billing.Eventually;
import io.fluxrouter.billing.access.Organization;
import io.fluxrouter.billing.database.TestPostgres;
import io.fluxrouter.billing.input.NumberedPage;
import io.fluxrouter.billing.secret.SecretBox;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** A database with an outbox, a clock that the test moves, and receivers that it starts. */
final class WebhookWorld implements AutoCloseable {
    static final UUID ORGANIZATION = Organization.OPERATOR;
    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    /** As in production, but it looks for work more often. */
    static final SendLimits LIMITS =
            new SendLimits(
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(60),
                    Duration.ofMillis(10),
                    8,
                    64);

    final Jdbi jdbi = TestPostgres.freshDatabase().jdbi();
    final SecretBox box = SecretBox.of("a key of the tests, long enough to be one");
    private volatile Instant now = START;
    final InstantSource clock = () -> now;
    final WebhookEndpoints endpoints = new WebhookEndpoints(jdbi, box, Reach.ANYWHERE, clock);
    final Deliveries deliveries = new Deliveries(jdbi, clock);
    private final List<Runnable> opened = new ArrayList<>();

    void forward(Duration step) {
        now = now.plus(step);
    }

    Receiver receiver() {
        Receiver receiver = new Receiver();
        opened.add(receiver::close);
        return receiver;
    }

    IssuedEndpoint endpoint(Receiver receiver) {
        return endpoints.create(ORGANIZATION, NewEndpoint.of(receiver.url()));
    }

    DeliveryWorker.Parts parts(Reach reach) {
        return new DeliveryWorker.Parts(jdbi, box, reach, clock);
    }

    DeliveryWorker worker() {
        return worker(Reach.ANYWHERE, LIMITS);
    }

    DeliveryWorker worker(Reach reach, SendLimits limits) {
        DeliveryWorker worker = DeliveryWorker.start(parts(reach), limits, SendListener.NONE);
        opened.add(worker::close);
        return worker;
    }

    void put(String type) {
        put(event(type));
    }

    void put(OutgoingEvent event) {
        jdbi.useTransaction(tx -> Outbox.put(tx, event));
    }

    OutgoingEvent event(String type) {
        return new OutgoingEvent(
                ORGANIZATION,
                type,
                Map.of("total", new BigDecimal("82.450"), "status", "PAID"),
                now);
    }

    List<Delivery> all() {
        return deliveries
                .list(DeliveryQuery.of(ORGANIZATION), new NumberedPage(1, NumberedPage.MAX_SIZE))
                .items();
    }

    Delivery only() {
        List<Delivery> all = all();
        if (all.size() != 1) throw new AssertionError("deliveries: " + all);
        return all.getFirst();
    }

    boolean isDue(Delivery delivery) {
        Instant next = delivery.nextAttemptAt();
        return next != null && !next.isAfter(now);
    }

    boolean isAll(DeliveryStatus status) {
        return all().stream().allMatch(one -> one.status() == status);
    }

    long count(DeliveryStatus status) {
        return total(DeliveryQuery.of(ORGANIZATION).in(status));
    }

    long delivered(UUID endpointId) {
        return total(DeliveryQuery.of(ORGANIZATION).to(endpointId).in(DeliveryStatus.DELIVERED));
    }

    private long total(DeliveryQuery query) {
        return deliveries.list(query, NumberedPage.FIRST).total();
    }

    void awaitAttempts(int number) {
        Eventually.eventually("attempt " + number, () -> only().attempts() == number);
    }

    Attempt last() {
        return deliveries.attempts(only()).getLast();
    }

    @Override
    public void close() {
        opened.reversed().forEach(Runnable::run);
    }
}
