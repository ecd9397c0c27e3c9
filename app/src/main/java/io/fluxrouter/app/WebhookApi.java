package io.fluxrouter.app;

import io.fluxrouter.app.config.Config;
import io.fluxrouter.billing.secret.SecretBox;
import io.fluxrouter.billing.webhook.Deliveries;
import io.fluxrouter.billing.webhook.DeliveryWorker;
import io.fluxrouter.billing.webhook.Reach;
import io.fluxrouter.billing.webhook.SendLimits;
import io.fluxrouter.billing.webhook.WebhookEndpoints;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.webhook.DeliveryCalls;
import io.fluxrouter.console.webhook.WebhookCalls;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** Outgoing webhooks, wired: their calls, and the worker that sends until this is closed. */
final class WebhookApi implements AutoCloseable {
    private final WebhookEndpoints webhooks;
    private final Deliveries deliveries;
    private final DeliveryWorker worker;
    private final List<Endpoint> endpoints = new ArrayList<>();

    WebhookApi(Config config, Jdbi jdbi, Clock clock, MeterRegistry metrics) {
        SecretBox box =
                SecretBox.of(
                        config.secretKey()
                                .orElseGet(
                                        () -> SecretKeyFile.readOrCreate(config.dataDirectory())));
        Reach reach = config.mode() == Config.Mode.PRODUCTION ? Reach.PUBLIC : Reach.ANYWHERE;
        webhooks = new WebhookEndpoints(jdbi, box, reach, clock);
        deliveries = new Deliveries(jdbi, clock);
        endpoints.addAll(new DeliveryCalls(webhooks, deliveries).endpoints());
        endpoints.addAll(new WebhookCalls(webhooks).endpoints());
        worker =
                DeliveryWorker.start(
                        new DeliveryWorker.Parts(jdbi, box, reach, clock),
                        SendLimits.STANDARD,
                        new WebhookMetrics(metrics));
        WebhookMetrics.watch(metrics, worker);
    }

    List<Endpoint> endpoints() {
        return endpoints;
    }

    WebhookEndpoints webhooks() {
        return webhooks;
    }

    Deliveries deliveries() {
        return deliveries;
    }

    @Override
    public void close() {
        worker.close();
    }
}
