package io.fluxrouter.simulator.stripe;

import io.fluxrouter.simulator.stripe.fault.ApiFaults;
import io.fluxrouter.simulator.stripe.fault.WebhookFaults;
import io.fluxrouter.simulator.stripe.object.Checkout;
import io.fluxrouter.simulator.stripe.object.TestCard;
import io.fluxrouter.simulator.stripe.object.View;
import io.fluxrouter.simulator.stripe.webhook.Courier;
import io.fluxrouter.simulator.stripe.wire.StripeError;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.node.ObjectNode;

/**
 * A running imitation of one Stripe account on loopback: API, hosted pages, webhooks. What a person
 * would do on a page, and what goes wrong, can be ordered here too.
 *
 * <p>Threads: all methods may be called from anywhere, but {@link #start} and {@link #close()}
 * block and so must not run on an event loop.
 */
public final class SimulatedStripe implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final int LONGEST_ADDRESS = 65_536;
    private static final long TICK_MILLIS = 1_000;
    private static final TestCard GOOD_CARD = card("pm_card_visa");

    private final Vertx vertx;
    private final StripeSettings settings;
    private final int port;
    private final Courier courier;
    private final StripeState state;
    private final ApiFaults apiFaults = new ApiFaults();
    private final WebhookFaults webhookFaults;
    private final Optional<StripeMemory> memory;

    private SimulatedStripe(Vertx vertx, StripeSettings settings, int port) {
        this.vertx = vertx;
        this.settings = settings;
        this.port = port;
        this.webhookFaults = new WebhookFaults();
        this.courier =
                new Courier(vertx, settings.time(), settings.webhookRetries(), webhookFaults);
        this.state = new StripeState(settings, baseUrl(), courier);
        courier.whenTaken(state::taken);
        this.memory = settings.file().map(file -> new StripeMemory(file, port, state));
    }

    /** Starts with an event loop of its own, which {@link #close()} ends. */
    public static SimulatedStripe start(StripeSettings settings) {
        // Nothing is served from files, so no cache directory is made for them.
        FileSystemOptions noFiles =
                new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false);
        Vertx vertx =
                Vertx.vertx(
                        new VertxOptions().setEventLoopPoolSize(1).setFileSystemOptions(noFiles));
        try {
            return listen(vertx, settings);
        } catch (RuntimeException e) {
            join(vertx.close());
            throw e;
        }
    }

    private static SimulatedStripe listen(Vertx vertx, StripeSettings settings) {
        // The pages' addresses name the port, so the doors open when it is known.
        CompletableFuture<FrontDoor> door = new CompletableFuture<>();
        HttpServerOptions options =
                new HttpServerOptions()
                        .setHandle100ContinueAutomatically(true)
                        // Even a long address gets its answer in Stripe's shape.
                        .setMaxInitialLineLength(LONGEST_ADDRESS)
                        // A closed connection must mean one request, not all of a client's.
                        .setHttp2ClearTextEnabled(false);
        HttpServer server =
                vertx.createHttpServer(options).requestHandler(in -> door.join().handle(in));
        int port = listen(server, settings);
        SimulatedStripe stripe = new SimulatedStripe(vertx, settings, port);
        stripe.memory.ifPresent(
                memory -> {
                    vertx.setPeriodic(StripeMemory.PAUSE_MILLIS, tick -> memory.save());
                    vertx.setPeriodic(TICK_MILLIS, tick -> stripe.passTime());
                });
        door.complete(
                new FrontDoor(
                        new ApiDoor(vertx, settings, stripe.state, stripe.apiFaults),
                        new PageDoor(stripe.state),
                        new ControlDoor(stripe)));
        return stripe;
    }

    /** The port of the settings, else that of the run before, so that its links still lead here. */
    private static int listen(HttpServer server, StripeSettings settings) {
        int before = settings.file().map(StripeMemory::portOf).orElse(0);
        boolean again = settings.port() == 0 && before != 0;
        Future<HttpServer> listening = server.listen(again ? before : settings.port(), HOST);
        if (again) listening = listening.recover(taken -> server.listen(0, HOST));
        return join(listening).actualPort();
    }

    /** Sorts requests by whom they are for. */
    private record FrontDoor(ApiDoor api, PageDoor pages, ControlDoor control) {
        void handle(HttpServerRequest in) {
            in.body()
                    .onSuccess(
                            body -> {
                                String path = in.path();
                                if (path.startsWith("/v1/")) api.handle(in, body.toString());
                                else if (path.startsWith(ControlDoor.PATH))
                                    control.handle(in, body.toString());
                                else pages.handle(in, body.toString());
                            });
        }
    }

    public int port() {
        return port;
    }

    /** What stripe-java's {@code setApiBase} takes, and where the pages are. */
    public String baseUrl() {
        return "http://" + HOST + ":" + port;
    }

    public String secretKey() {
        return settings.secretKey();
    }

    /** What webhooks to {@link #deliverTo} are signed with. */
    public String webhookSecret() {
        return settings.webhookSecret();
    }

    /** Sends every event there from now on, in the place of what was named before. */
    public void deliverTo(URI url) {
        state.endpoint(url.toString(), settings.webhookSecret());
        memory.ifPresent(before -> before.untaken().forEach(this::resend));
    }

    /** The faults of API requests to come. */
    public ApiFaults faults() {
        return apiFaults;
    }

    /** The faults of webhook deliveries to come. */
    public WebhookFaults webhookFaults() {
        return webhookFaults;
    }

    /** The deliveries of webhooks: what was sent, and what is kept back. */
    public Courier webhooks() {
        return courier;
    }

    /** Every API request answered since the start, oldest first. */
    public List<ApiRequest> requests() {
        return state.served();
    }

    /** The money truly moved since the start. */
    public Cash cash() {
        return state.cash();
    }

    /** Pays or saves a card on the page of a Checkout session. */
    public void pay(String sessionId) {
        pay(sessionId, GOOD_CARD.name());
    }

    /**
     * Uses a test card, such as {@code pm_card_chargeDeclined}, on the page of a Checkout session.
     * Returns the message the page shows, empty when all went well. A card that wants its holder
     * leaves the session open until {@link #answerChallenge}.
     */
    public String pay(String sessionId, String testCard) {
        Checkout.Person person =
                new Checkout.Person("jo@example.com", "Jo Example", card(testCard));
        return state.with(
                (api, world) -> {
                    try {
                        api.checkout().submit(sessionId, person);
                        return "";
                    } catch (StripeError refused) {
                        return String.valueOf(refused.getMessage());
                    }
                });
    }

    /** Answers the bank's question about a payment or setup intent; a failed answer is no error. */
    public void answerChallenge(String intentId, boolean passed) {
        state.with(
                (api, world) -> {
                    try {
                        api.answerChallenge(intentId, passed);
                    } catch (StripeError refused) {
                        if (refused.status() != 402) throw refused;
                    }
                    return passed;
                });
    }

    /** The bank answers about a debit ({@code pm_card_bankDebit}), days after the visit. */
    public void answerDebit(String intentId, boolean taken) {
        state.with(
                (api, world) -> {
                    api.checkout().debited(world.get("payment_intent", intentId), taken);
                    return taken;
                });
    }

    /** Lets a Checkout session run out. */
    public void expire(String sessionId) {
        state.with((api, world) -> api.sessions().expire(sessionId));
    }

    /** Lets the customer's bank send a refund back, which then has failed. */
    public void failRefund(String refundId) {
        state.with((api, world) -> api.refunds().fail(refundId));
    }

    /** Lets the cardholder dispute a payment, and returns the dispute's id. */
    public String dispute(String paymentIntentId) {
        return state.with((api, world) -> api.disputes().open(paymentIntentId))
                .path("id")
                .asString();
    }

    /** Lets the bank decide about a dispute. */
    public void closeDispute(String disputeId, boolean won) {
        state.with((api, world) -> api.disputes().close(disputeId, won));
    }

    /** Does what is due by the clock: sessions run out. Every request does so too. */
    public void passTime() {
        state.passTime();
    }

    /** An object as the API would show it, such as the one of {@code pi_...}. */
    public ObjectNode object(String id) {
        return state.with(
                (api, world) ->
                        world.find(id)
                                .map(View::of)
                                .orElseThrow(() -> StripeError.noSuch("object", id, "id")));
    }

    /** Every object of a kind, such as {@code charge}, oldest first, as the API would show them. */
    public List<ObjectNode> objects(String kind) {
        return state.with((api, world) -> world.oldestFirst(kind).stream().map(View::of).toList());
    }

    /** Sends an event again, as Stripe's dashboard can. */
    public void resend(String eventId) {
        state.resend(eventId, courier);
    }

    @Override
    public void close() {
        join(vertx.close());
        memory.ifPresent(StripeMemory::save);
    }

    private static TestCard card(String name) {
        return TestCard.find(name)
                .orElseThrow(() -> new IllegalArgumentException("no test card " + name));
    }

    private static <T> T join(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
