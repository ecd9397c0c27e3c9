package io.fluxrouter.app;

import io.fluxrouter.app.config.StripeConfig;
import io.fluxrouter.simulator.stripe.SimulatedStripe;
import io.fluxrouter.simulator.stripe.StripeSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** The node's Stripe as the settings want it: none, the real one, or a simulated one it owns. */
final class StripeLink implements AutoCloseable {
    // Beside the database, which names the simulated objects: they live and go together.
    private static final String FILE = "simulated-stripe.json";
    private static final String LIVE_URL = "https://api.stripe.com";

    /** Where Stripe sends its webhooks to, at the node's own address. */
    static final String WEBHOOK_PATH = "/webhooks/stripe";

    private final Optional<SimulatedStripe> simulated;
    private final Optional<StripeAccess> access;

    private StripeLink(Optional<SimulatedStripe> simulated, Optional<StripeAccess> access) {
        this.simulated = simulated;
        this.access = access;
    }

    static StripeLink open(StripeConfig config, Path dataDirectory, InstantSource clock) {
        return switch (config.mode()) {
            case OFF -> new StripeLink(Optional.empty(), Optional.empty());
            case LIVE -> new StripeLink(Optional.empty(), Optional.of(live(config)));
            case FAKE -> {
                // Nobody needs equal ids here, and those of another run must not come back.
                long seed = ThreadLocalRandom.current().nextLong();
                SimulatedStripe stripe =
                        SimulatedStripe.start(
                                StripeSettings.defaults()
                                        .withSeed(seed)
                                        .withFile(dataDirectory.resolve(FILE))
                                        .withTime(clock));
                yield new StripeLink(Optional.of(stripe), Optional.of(access(stripe)));
            }
        };
    }

    static StripeAccess live(StripeConfig config) {
        return new StripeAccess(
                config.key().orElseThrow(),
                config.url().map(URI::toString).orElse(LIVE_URL),
                config.webhookSecrets());
    }

    private static StripeAccess access(SimulatedStripe stripe) {
        return new StripeAccess(
                stripe.secretKey(), stripe.baseUrl(), List.of(stripe.webhookSecret()));
    }

    /** Empty where nobody takes money. */
    Optional<StripeAccess> access() {
        return access;
    }

    Optional<SimulatedStripe> simulated() {
        return simulated;
    }

    /** Tells a simulated Stripe where the node is; the operator tells a real one. */
    void nodeIsAt(String host, int port) {
        boolean everywhere = host.equals("0.0.0.0") || host.equals("::");
        String reachable = everywhere ? "127.0.0.1" : host.contains(":") ? "[" + host + "]" : host;
        URI webhooks = URI.create("http://" + reachable + ":" + port + WEBHOOK_PATH);
        simulated.ifPresent(stripe -> stripe.deliverTo(webhooks));
    }

    @Override
    public void close() {
        simulated.ifPresent(SimulatedStripe::close);
    }
}
