package io.fluxrouter.simulator.issuer;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.node.ObjectNode;

/**
 * A running issuer that knows one client. Whoever {@link #signIn} named agrees to everything at
 * once, without a page.
 *
 * <p>Threads: all methods may be called from anywhere, but {@link #start} and {@link #close} block
 * and so must not run on an event loop.
 */
public final class SimulatedIssuer implements AutoCloseable {
    public static final String CLIENT_ID = "fluxrouter";
    public static final String CLIENT_SECRET = "secret of the client: 100% & more";

    private static final String HOST = "127.0.0.1";

    private final Vertx vertx;
    private final InstantSource clock;
    private final AtomicInteger keySetsServed = new AtomicInteger();
    private volatile int port;
    private volatile SigningKey key = SigningKey.make("key-1", SigningKey.Kind.RS256);
    private volatile IssuerFault fault = IssuerFault.NONE;
    private volatile IssuerPerson person = IssuerPerson.verified("nobody", "nobody@example.test");

    private SimulatedIssuer(Vertx vertx, InstantSource clock) {
        this.vertx = vertx;
        this.clock = clock;
    }

    /** Starts with an event loop of its own, which {@link #close()} ends. */
    public static SimulatedIssuer start(InstantSource clock) {
        FileSystemOptions noFiles =
                new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false);
        Vertx vertx =
                Vertx.vertx(
                        new VertxOptions().setEventLoopPoolSize(1).setFileSystemOptions(noFiles));
        SimulatedIssuer issuer = new SimulatedIssuer(vertx, clock);
        // The address is in every answer, so nothing is answered before it is known.
        CompletableFuture<CodeFlow> flow = new CompletableFuture<>();
        issuer.port =
                join(vertx.createHttpServer()
                                .requestHandler(in -> issuer.handle(in, flow.join()))
                                .listen(0, HOST))
                        .actualPort();
        IdTokenWriter tokens = new IdTokenWriter(issuer.url(), CLIENT_ID, CLIENT_SECRET, clock);
        flow.complete(new CodeFlow(issuer, tokens));
        return issuer;
    }

    private static <T> T join(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    private void handle(HttpServerRequest in, CodeFlow flow) {
        switch (in.path()) {
            case "/.well-known/openid-configuration" -> discovery(in.response());
            case "/keys" -> keys(in.response());
            case "/authorize" -> flow.authorize(in);
            case "/token" -> in.body().onSuccess(body -> flow.token(in, body.toString()));
            default -> in.response().setStatusCode(404).end();
        }
    }

    /** As {@code FLUX_OIDC_ISSUER} and the tokens have it. */
    public String url() {
        return "http://" + HOST + ":" + port;
    }

    /** Whoever comes from now on is this person. */
    public void signIn(IssuerPerson who) {
        person = who;
    }

    /** What is wrong from now on. */
    public void fault(IssuerFault next) {
        fault = next;
    }

    /** Signs with a new key of the other kind; the one before is in the key set no more. */
    public void rotate() {
        SigningKey.Kind other =
                key.kind() == SigningKey.Kind.RS256 ? SigningKey.Kind.ES256 : SigningKey.Kind.RS256;
        key = SigningKey.make("key-of-" + clock.instant() + "-" + other, other);
    }

    public int keySetsServed() {
        return keySetsServed.get();
    }

    IssuerPerson person() {
        return person;
    }

    IssuerFault fault() {
        return fault;
    }

    SigningKey key() {
        return key;
    }

    private void discovery(HttpServerResponse out) {
        boolean another = fault == IssuerFault.DISCOVERY_OF_ANOTHER;
        ObjectNode document =
                Json.object()
                        .put("issuer", another ? "https://another.test" : url())
                        .put("authorization_endpoint", url() + "/authorize")
                        .put("token_endpoint", url() + "/token")
                        .put("jwks_uri", url() + "/keys");
        answer(out, fault == IssuerFault.DISCOVERY_500 ? 500 : 200, document);
    }

    private void keys(HttpServerResponse out) {
        keySetsServed.incrementAndGet();
        ObjectNode set = Json.object();
        set.putArray("keys").add(key.jwk());
        answer(out, fault == IssuerFault.KEYS_500 ? 500 : 200, set);
    }

    static void answer(HttpServerResponse out, int status, ObjectNode body) {
        out.setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body.toString());
    }

    @Override
    public void close() {
        join(vertx.close());
    }
}
