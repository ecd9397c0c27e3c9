package io.fluxrouter.app;

import io.fluxrouter.billing.webhook.DeliveryStatus;
import io.fluxrouter.billing.webhook.DeliveryWorker;
import io.fluxrouter.billing.webhook.SendListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** The figures of outgoing webhooks. No label names an endpoint. Safe for all threads. */
final class WebhookMetrics implements SendListener {
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(50),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15)
    };

    private final Timer attempts;
    private final Map<DeliveryStatus, Counter> results = new EnumMap<>(DeliveryStatus.class);

    WebhookMetrics(MeterRegistry metrics) {
        attempts =
                Timer.builder("flux_webhook_attempt")
                        .description("One attempt to send a webhook")
                        .serviceLevelObjectives(BUCKETS)
                        .register(metrics);
        for (DeliveryStatus status : DeliveryStatus.values()) {
            results.put(
                    status,
                    Counter.builder("flux_webhook_attempts")
                            .description("Attempts to send a webhook, by what came of them")
                            .tag("result", result(status))
                            .register(metrics));
        }
    }

    private static String result(DeliveryStatus status) {
        return switch (status) {
            case PENDING -> "retried";
            case DELIVERED -> "delivered";
            case FAILED -> "failed";
        };
    }

    static void watch(MeterRegistry metrics, DeliveryWorker worker) {
        Gauge.builder("flux_webhook_deliveries_waiting", worker, DeliveryWorker::waiting)
                .description("Webhook deliveries of all nodes that wait for an attempt")
                .register(metrics);
        Gauge.builder("flux_webhook_attempts_in_flight", worker, DeliveryWorker::inFlight)
                .description("Attempts of this node that are under way")
                .register(metrics);
    }

    @Override
    public void attempted(DeliveryStatus status, Duration took) {
        attempts.record(took);
        Objects.requireNonNull(results.get(status)).increment();
    }
}
