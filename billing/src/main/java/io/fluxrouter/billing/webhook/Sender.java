package io.fluxrouter.billing.webhook;

import io.fluxrouter.billing.secret.SecretBox;
import io.fluxrouter.billing.secret.UnreadableSecretException;
import io.fluxrouter.billing.webhook.Claimed.Target;
import io.fluxrouter.core.webhook.BodySignature;
import io.fluxrouter.core.webhook.RetrySchedule;
import io.fluxrouter.core.webhook.TimedSignature;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Signs a delivery and sends it once. Redirects are not followed: the signed event is for the
 * address that was given and no other. Every failure is a result; nothing is thrown. Safe for all
 * threads, each of which waits for its own answer.
 */
final class Sender implements AutoCloseable {
    private static final String USER_AGENT = "FluxRouter-Webhooks/1";
    private static final int MAX_ERROR = 200;

    private final SecretBox box;
    private final Reach reach;
    private final InstantSource clock;
    private final Duration whole;
    private final HttpClient client;

    Sender(SecretBox box, Reach reach, SendLimits limits, InstantSource clock) {
        this.box = box;
        this.reach = reach;
        this.clock = clock;
        this.whole = limits.whole();
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(limits.connect())
                        .executor(Executors.newVirtualThreadPerTaskExecutor())
                        .build();
    }

    SendResult send(Claimed delivery) {
        long start = System.nanoTime();
        AnswerStart answer = new AnswerStart();
        @Nullable String error = failure(delivery, answer);
        return new SendResult(
                delivery,
                clock.instant(),
                answer.status(),
                error,
                Duration.ofNanos(System.nanoTime() - start),
                answer.text());
    }

    /** Why it did not arrive; null where it did. */
    private @Nullable String failure(Claimed delivery, AnswerStart answer) {
        try {
            HttpRequest request = request(delivery);
            refuseKeptBack(request.uri());
            exchange(request, answer);
            return judged(answer);
        } catch (TimeoutException late) {
            // A head that says 2xx is an arrival, however long the body drags on.
            return answer.status() == null
                    ? "no answer within " + whole.toSeconds() + " s"
                    : judged(answer);
        } catch (HttpConnectTimeoutException unreachable) {
            return "no connection in time";
        } catch (UnknownHostException unknown) {
            return "the host's name is not known";
        } catch (UnreadableSecretException unreadable) {
            return "the secret cannot be read: " + unreadable.getMessage();
        } catch (IOException | RuntimeException failure) {
            return answer.status() == null ? bounded(failure) : judged(answer);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    private static @Nullable String judged(AnswerStart answer) {
        Integer status = answer.status();
        if (status == null) return "no answer";
        return RetrySchedule.isDelivered(status) ? null : "the receiver answered " + status;
    }

    private void exchange(HttpRequest request, AnswerStart answer)
            throws IOException, TimeoutException, InterruptedException {
        CompletableFuture<HttpResponse<Void>> exchange = client.sendAsync(request, answer);
        try {
            exchange.get(whole.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException failure) throw failure;
            throw new IOException(failed.getCause());
        } finally {
            exchange.cancel(true); // ends what is still under way; nothing where all is done
        }
    }

    /**
     * Looks the name up as the client will a moment later, which then finds the same answer in the
     * JDK's cache: a name server that tells us one address and the client another gains nothing.
     */
    private void refuseKeptBack(URI uri) throws IOException {
        if (reach == Reach.ANYWHERE) return;
        for (InetAddress address : InetAddress.getAllByName(uri.getHost())) {
            if (!reach.allows(address)) throw new IOException("the address is not a public one");
        }
    }

    private HttpRequest request(Claimed delivery) {
        Instant now = clock.instant();
        List<String> secrets = secrets(delivery.target(), now);
        byte[] body = delivery.body();
        return HttpRequest.newBuilder(URI.create(delivery.target().url()))
                .header("Content-Type", "application/json")
                .header("User-Agent", USER_AGENT)
                .header(BodySignature.HEADER, BodySignature.sign(secrets.getFirst(), body))
                .header(TimedSignature.HEADER, TimedSignature.sign(secrets, now, body))
                .header("X-Flux-Event-Id", delivery.eventId().toString())
                .header("X-Flux-Delivery-Id", delivery.id().toString())
                .header("X-Flux-Attempt", Integer.toString(delivery.attempt()))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
    }

    /** Those that sign: the newest first. */
    private List<String> secrets(Target target, Instant now) {
        List<String> secrets = new ArrayList<>();
        secrets.add(box.open(target.secret(), target.endpointId()));
        byte[] previous = target.previousSecret();
        Instant until = target.previousSecretUntil();
        if (previous != null && until != null && now.isBefore(until)) {
            secrets.add(box.open(previous, target.endpointId()));
        }
        return secrets;
    }

    private static String bounded(Exception failure) {
        String message = failure.getMessage();
        String text = message == null ? failure.getClass().getSimpleName() : message;
        return text.length() <= MAX_ERROR ? text : text.substring(0, MAX_ERROR);
    }

    /** Ends what is under way. */
    @Override
    public void close() {
        client.shutdownNow();
    }
}
