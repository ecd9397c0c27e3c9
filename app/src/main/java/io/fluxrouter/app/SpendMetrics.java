package io.fluxrouter.app;

import io.fluxrouter.billing.mail.MailListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The counters of alerts and of the mail that tells of them. Safe for all threads. */
final class SpendMetrics implements MailListener {
    private final Counter alerts;
    private final Map<Result, Counter> mails = new EnumMap<>(Result.class);

    SpendMetrics(MeterRegistry metrics) {
        alerts =
                Counter.builder("flux_alerts_triggered")
                        .description("Thresholds of alerts that were reached and told of")
                        .register(metrics);
        for (Result result : Result.values()) {
            mails.put(
                    result,
                    Counter.builder("flux_mails")
                            .description("Attempts to send a mail")
                            .tag("result", result.name().toLowerCase(Locale.ROOT))
                            .register(metrics));
        }
    }

    void triggered(int thresholds) {
        alerts.increment(thresholds);
    }

    @Override
    public void attempted(Result result) {
        Objects.requireNonNull(mails.get(result)).increment();
    }
}
