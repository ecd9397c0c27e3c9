package io.fluxrouter.billing.webhook;

import static io.fluxrouter.billing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.billing.webhook.Receiver.Received;
import io.fluxrouter.core.webhook.BodySignature;
import io.fluxrouter.core.webhook.RetrySchedule;
import io.fluxrouter.core.webhook.TimedSignature;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Deliveries over real sockets: what arrives where, and how it is signed. */
class DeliveryWorkerTest {
    private final WebhookWorld world = new WebhookWorld();
    private final Receiver receiver = world.receiver();

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void an_event_arrives_signed_with_its_bytes_as_stored() {
        IssuedEndpoint endpoint = world.endpoint(receiver);
        world.worker();
        world.put(EventType.INVOICE_PAID);
        eventually("delivered", () -> world.isAll(DeliveryStatus.DELIVERED));

        Received got = receiver.received.getFirst();
        Delivery delivery = world.only();
        assertThat(got.body()).isEqualTo(world.deliveries.body(delivery));
        assertThat(got.text())
                .startsWith("{\"id\":\"" + delivery.eventId() + "\",\"event\":\"invoice.paid\",")
                .contains("\"timestamp\":\"2026-03-01T12:00:00Z\"")
                .contains("\"total\":82.450");
        assertThat(got.header(BodySignature.HEADER))
                .isEqualTo(BodySignature.sign(endpoint.secret(), got.body()));
        assertThat(
                        TimedSignature.check(
                                got.header(TimedSignature.HEADER),
                                List.of(endpoint.secret()),
                                got.body(),
                                WebhookWorld.START))
                .isEqualTo(TimedSignature.Check.VALID);
        assertThat(got.header("X-Flux-Event-Id")).isEqualTo(delivery.eventId().toString());
        assertThat(got.header("X-Flux-Delivery-Id")).isEqualTo(delivery.id().toString());
        assertThat(got.header("Content-Type")).isEqualTo("application/json");
        assertThat(got.header("User-Agent")).startsWith("FluxRouter");
        assertThat(world.deliveries.attempts(delivery))
                .singleElement()
                .satisfies(
                        one -> {
                            assertThat(one.statusCode()).isEqualTo(200);
                            assertThat(one.response()).isEqualTo("thanks");
                            assertThat(one.error()).isNull();
                        });
    }

    @Test
    void only_what_was_asked_for_goes_out_and_only_once_committed() {
        world.endpoints.create(
                WebhookWorld.ORGANIZATION,
                NewEndpoint.of(receiver.url()).only(EventType.INVOICE_PAID));
        world.put(EventType.INVOICE_VOIDED);
        world.jdbi.useTransaction(
                tx -> {
                    Outbox.put(tx, world.event(EventType.INVOICE_PAID));
                    tx.rollback();
                });
        assertThat(world.all()).isEmpty();
        world.put(EventType.INVOICE_PAID);
        assertThat(world.only().eventType()).isEqualTo(EventType.INVOICE_PAID);
    }

    @Test
    void a_slow_endpoint_does_not_hold_up_another() {
        CountDownLatch release = new CountDownLatch(1);
        Receiver slow = world.receiver();
        slow.answers(
                exchange -> {
                    try {
                        release.await();
                    } catch (InterruptedException stop) {
                        Thread.currentThread().interrupt();
                    }
                    Receiver.OK.to(exchange);
                });
        UUID slowId = world.endpoint(slow).endpoint().id();
        UUID quickId = world.endpoint(receiver).endpoint().id();
        world.worker();
        for (int i = 0; i < 40; i++) world.put(EventType.INVOICE_CREATED);
        eventually("the quick one has all", () -> world.delivered(quickId) == 40);
        assertThat(slow.received.size()).isBetween(1, WebhookWorld.LIMITS.perEndpoint());
        assertThat(world.delivered(slowId)).isZero();
        release.countDown();
        eventually("the slow one has all too", () -> world.delivered(slowId) == 40);
    }

    @Test
    void a_hundred_events_reach_three_endpoints_by_two_workers() {
        List<Receiver> receivers = List.of(receiver, world.receiver(), world.receiver());
        receivers.forEach(world::endpoint);
        world.worker();
        world.worker();
        for (int i = 0; i < 100; i++) world.put(EventType.ALL.get(i % 7));
        eventually("all arrive", () -> world.count(DeliveryStatus.DELIVERED) == 300);
        for (Receiver one : receivers) {
            Set<String> ids =
                    one.received.stream()
                            .map(got -> got.header("X-Flux-Event-Id"))
                            .collect(Collectors.toSet());
            assertThat(ids).hasSize(100);
            assertThat(one.received).as("sent once each, as nobody died").hasSize(100);
        }
    }

    @Test
    void a_replay_sends_the_same_event_again_with_all_its_retries() {
        world.endpoint(receiver);
        world.worker();
        world.put(EventType.INVOICE_PAID);
        eventually("delivered", () -> world.isAll(DeliveryStatus.DELIVERED));
        receiver.answers(Receiver.status(500, ""));
        Delivery again = world.deliveries.replay(WebhookWorld.ORGANIZATION, world.only().id());
        assertThat(again.status()).isEqualTo(DeliveryStatus.PENDING);
        world.awaitAttempts(2);
        assertThat(world.only().nextAttemptAt())
                .isEqualTo(world.last().at().plus(RetrySchedule.DELAYS.getFirst()));
        assertThat(receiver.bodies()).hasSize(1);
    }

    @Test
    void both_secrets_sign_for_a_day_after_a_rotation() {
        IssuedEndpoint first = world.endpoint(receiver);
        UUID id = first.endpoint().id();
        IssuedEndpoint second = world.endpoints.rotateSecret(WebhookWorld.ORGANIZATION, id);
        world.worker();
        world.put(EventType.INVOICE_PAID);
        eventually("arrives", () -> receiver.received.size() == 1);
        Received during = receiver.received.getFirst();
        assertThat(check(during, first)).isEqualTo(TimedSignature.Check.VALID);
        assertThat(check(during, second)).isEqualTo(TimedSignature.Check.VALID);
        assertThat(during.header(BodySignature.HEADER))
                .isEqualTo(BodySignature.sign(second.secret(), during.body()));

        world.forward(WebhookEndpoints.OVERLAP);
        world.put(EventType.INVOICE_PAID);
        eventually("arrives too", () -> receiver.received.size() == 2);
        Received after = receiver.received.getLast();
        assertThat(check(after, first)).isEqualTo(TimedSignature.Check.NO_MATCH);
        assertThat(check(after, second)).isEqualTo(TimedSignature.Check.VALID);
    }

    private TimedSignature.Check check(Received got, IssuedEndpoint endpoint) {
        return TimedSignature.check(
                got.header(TimedSignature.HEADER),
                List.of(endpoint.secret()),
                got.body(),
                world.clock.instant());
    }

    @Test
    void a_disabled_endpoint_gets_nothing_new_and_a_deleted_one_nothing_at_all() {
        UUID id = world.endpoint(receiver).endpoint().id();
        world.put(EventType.INVOICE_CREATED);
        world.endpoints.update(WebhookWorld.ORGANIZATION, id, EndpointsTest.status("disabled"));
        world.put(EventType.INVOICE_PAID);
        assertThat(world.only().eventType()).isEqualTo(EventType.INVOICE_CREATED);
        world.endpoints.delete(WebhookWorld.ORGANIZATION, id);
        assertThat(world.only().status()).isEqualTo(DeliveryStatus.FAILED);
    }

    @Test
    void what_has_ended_is_forgotten_after_a_month() {
        world.endpoint(receiver);
        world.worker();
        world.put(EventType.INVOICE_PAID);
        eventually("delivered", () -> world.isAll(DeliveryStatus.DELIVERED));
        Instant before = world.only().createdAt().plusSeconds(1);
        world.jdbi.useTransaction(tx -> OldRows.purge(tx, before.minusSeconds(2)));
        assertThat(world.all()).hasSize(1);
        world.jdbi.useTransaction(tx -> OldRows.purge(tx, before));
        assertThat(world.all()).isEmpty();
    }
}
