package io.fluxrouter.simulator.stripe;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The settings of one simulated Stripe account. Immutable; start from {@link #defaults()}.
 *
 * @param port the port to listen on; zero means any free one
 * @param seed decides the ids: equal seeds give equal ids
 * @param secretKey the only API key accepted
 * @param webhookSecret what webhooks to {@link SimulatedStripe#deliverTo} are signed with
 * @param apiVersion the version whose shapes the objects have, as events name it
 * @param webhookRetries how long after each refusal an event comes again
 * @param file what survives a restart, if anything shall
 * @param time the source of every moment
 */
public record StripeSettings(
        int port,
        long seed,
        String secretKey,
        String webhookSecret,
        String apiVersion,
        List<Duration> webhookRetries,
        Optional<Path> file,
        InstantSource time) {
    /** The version of the stripe-java that this project builds with; a test compares the two. */
    private static final String API_VERSION = "2026-07-29.dahlia";

    /** Quick enough to watch, slow enough for a receiver to come back. Stripe itself takes days. */
    private static final List<Duration> RETRIES =
            List.of(
                    Duration.ofMillis(250),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(60));

    public StripeSettings {
        webhookRetries = List.copyOf(webhookRetries);
    }

    /** Any free port, keys that only a simulator takes. */
    public static StripeSettings defaults() {
        return new StripeSettings(
                0,
                1,
                "sk_test_simulated",
                "whsec_simulated",
                API_VERSION,
                RETRIES,
                Optional.empty(),
                InstantSource.system());
    }

    public StripeSettings withPort(int value) {
        return new StripeSettings(
                value, seed, secretKey, webhookSecret, apiVersion, webhookRetries, file, time);
    }

    public StripeSettings withSeed(long value) {
        return new StripeSettings(
                port, value, secretKey, webhookSecret, apiVersion, webhookRetries, file, time);
    }

    public StripeSettings withWebhookRetries(Duration... value) {
        return new StripeSettings(
                port, seed, secretKey, webhookSecret, apiVersion, List.of(value), file, time);
    }

    /** Keeps everything in the file, and takes up what is there. */
    public StripeSettings withFile(Path value) {
        return new StripeSettings(
                port,
                seed,
                secretKey,
                webhookSecret,
                apiVersion,
                webhookRetries,
                Optional.of(value),
                time);
    }

    public StripeSettings withTime(InstantSource value) {
        return new StripeSettings(
                port, seed, secretKey, webhookSecret, apiVersion, webhookRetries, file, value);
    }
}
