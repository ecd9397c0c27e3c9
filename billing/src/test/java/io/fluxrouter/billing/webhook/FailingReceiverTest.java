package io.fluxrouter.billing.webhook;

import static io.fluxrouter.billing.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.core.webhook.RetrySchedule;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Receivers that fail, nodes that die, and what is tried again, and when. */
class FailingReceiverTest {
    private final WebhookWorld world = new WebhookWorld();
    private final Receiver receiver = world.receiver();

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void failures_are_tried_again_on_the_schedule_and_then_no_more() {
        world.endpoint(receiver);
        receiver.answers(Receiver.status(503, "not now"));
        world.worker();
        world.put(EventType.INVOICE_CREATED);
        for (int attempt = 1; attempt <= RetrySchedule.DELAYS.size(); attempt++) {
            world.awaitAttempts(attempt);
            Delivery delivery = world.only();
            assertThat(delivery.status()).isEqualTo(DeliveryStatus.PENDING);
            Duration delay = RetrySchedule.DELAYS.get(attempt - 1);
            assertThat(delivery.nextAttemptAt()).isEqualTo(world.last().at().plus(delay));
            world.forward(delay.minusSeconds(1));
            assertThat(receiver.received).hasSize(attempt);
            world.forward(Duration.ofSeconds(1));
        }
        world.awaitAttempts(6);
        assertThat(world.only().status()).isEqualTo(DeliveryStatus.FAILED);
        assertThat(world.only().nextAttemptAt()).isNull();
        assertThat(receiver.received).hasSize(6);
        assertThat(receiver.bodies()).hasSize(1);
        assertThat(world.deliveries.attempts(world.only()))
                .extracting(Attempt::number)
                .containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void a_delivery_that_was_sent_and_not_marked_is_sent_again_with_the_same_ids() {
        world.endpoint(receiver);
        world.put(EventType.INVOICE_PAID);
        sendAndDie();
        assertThat(receiver.received).hasSize(1);
        assertThat(world.only().attempts()).isZero();

        world.worker();
        world.forward(WebhookWorld.LIMITS.claim().minusSeconds(1));
        assertThat(world.only().status()).isEqualTo(DeliveryStatus.PENDING);
        world.forward(Duration.ofSeconds(1));
        eventually("delivered", () -> world.isAll(DeliveryStatus.DELIVERED));

        assertThat(receiver.received).hasSize(2);
        assertThat(receiver.bodies()).hasSize(1);
        assertThat(
                        receiver.received.stream()
                                .map(got -> got.header("X-Flux-Delivery-Id"))
                                .distinct())
                .hasSize(1);
    }

    /** What a node does until it is killed between sending and marking. */
    private void sendAndDie() {
        List<Claimed> due =
                world.jdbi.inTransaction(
                        tx ->
                                ClaimRows.take(
                                        tx,
                                        world.clock.instant(),
                                        WebhookWorld.LIMITS,
                                        Map.of(),
                                        10));
        try (Sender sender =
                new Sender(world.box, Reach.ANYWHERE, WebhookWorld.LIMITS, world.clock)) {
            assertThat(due).hasSize(1).allMatch(one -> sender.send(one).arrived());
        }
    }

    @Test
    void a_result_that_comes_after_the_claim_ran_out_changes_nothing() {
        world.endpoint(receiver);
        world.put(EventType.INVOICE_PAID);
        SendResult late =
                world.jdbi.inTransaction(
                        tx -> {
                            Claimed mine =
                                    ClaimRows.take(
                                                    tx,
                                                    world.clock.instant(),
                                                    WebhookWorld.LIMITS,
                                                    Map.of(),
                                                    10)
                                            .getFirst();
                            return new SendResult(
                                    mine, WebhookWorld.START, 500, "late", Duration.ZERO, null);
                        });
        world.forward(WebhookWorld.LIMITS.claim());
        world.worker();
        eventually("delivered", () -> world.isAll(DeliveryStatus.DELIVERED));
        world.jdbi.useTransaction(tx -> ClaimRows.mark(tx, List.of(late)));
        assertThat(world.only().status()).isEqualTo(DeliveryStatus.DELIVERED);
        assertThat(world.deliveries.attempts(world.only())).hasSize(1);
    }

    @Test
    void a_redirect_is_a_failure_and_nobody_follows_it() {
        Receiver elsewhere = world.receiver();
        receiver.answers(
                exchange -> {
                    exchange.getResponseHeaders().add("Location", elsewhere.url());
                    exchange.sendResponseHeaders(307, -1);
                });
        world.endpoint(receiver);
        world.worker();
        world.put(EventType.INVOICE_PAID);
        world.awaitAttempts(1);
        assertThat(world.last().error()).isEqualTo("the receiver answered 307");
        assertThat(elsewhere.received).isEmpty();
    }

    @Test
    void an_answer_without_end_is_read_only_at_its_start() {
        receiver.answers(
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    byte[] block = "x".repeat(8_192).getBytes(UTF_8);
                    // Until the other side hangs up, which ends this with an exception.
                    while (true) exchange.getResponseBody().write(block);
                });
        world.endpoint(receiver);
        world.worker();
        world.put(EventType.INVOICE_PAID);
        world.awaitAttempts(1);
        assertThat(world.only().status()).isEqualTo(DeliveryStatus.DELIVERED);
        assertThat(world.deliveries.attempts(world.only()).getFirst().response()).hasSize(1_024);
    }

    @Test
    void a_receiver_that_never_answers_is_a_failure_after_the_whole_time() {
        CountDownLatch never = new CountDownLatch(1);
        receiver.answers(
                exchange -> {
                    try {
                        never.await();
                    } catch (InterruptedException stop) {
                        Thread.currentThread().interrupt();
                    }
                });
        world.endpoint(receiver);
        world.worker(Reach.ANYWHERE, quick());
        world.put(EventType.INVOICE_PAID);
        world.awaitAttempts(1);
        assertThat(world.last().error()).isEqualTo("no answer within 1 s");
        never.countDown();
    }

    private static SendLimits quick() {
        return new SendLimits(
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(60),
                Duration.ofMillis(10),
                8,
                64);
    }

    @Test
    void a_port_where_nobody_listens_is_a_failure() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }
        world.endpoints.create(
                WebhookWorld.ORGANIZATION, NewEndpoint.of("http://127.0.0.1:" + port + "/"));
        world.worker();
        world.put(EventType.INVOICE_PAID);
        world.awaitAttempts(1);
        assertThat(world.only().status()).isEqualTo(DeliveryStatus.PENDING);
        assertThat(world.last().error()).isNotBlank();
    }

    @Test
    void in_production_a_name_that_leads_home_is_refused_when_it_is_sent() {
        world.endpoint(receiver); // made while that was allowed
        world.worker(Reach.PUBLIC, WebhookWorld.LIMITS);
        world.put(EventType.INVOICE_PAID);
        world.awaitAttempts(1);
        assertThat(world.last().error()).isEqualTo("the address is not a public one");
        assertThat(receiver.received).isEmpty();
    }

    @Test
    void all_that_failed_can_be_replayed_at_once() {
        UUID id = world.endpoint(receiver).endpoint().id();
        receiver.answers(Receiver.status(500, ""));
        world.worker();
        for (int i = 0; i < 5; i++) world.put(EventType.INVOICE_PAID);
        for (Duration delay : RetrySchedule.DELAYS) {
            eventually("tried", () -> world.all().stream().noneMatch(world::isDue));
            world.forward(delay);
        }
        eventually("failed", () -> world.count(DeliveryStatus.FAILED) == 5);
        receiver.answers(Receiver.OK);
        assertThat(world.deliveries.replay(WebhookWorld.ORGANIZATION, id, Replay.FAILED))
                .isEqualTo(5);
        eventually("delivered", () -> world.count(DeliveryStatus.DELIVERED) == 5);
    }
}
