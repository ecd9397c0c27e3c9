package io.fluxrouter.billing.webhook;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * The status of an answer and how its body begins. The rest is not read: a receiver that sends
 * without end, or a byte a second, costs us no more than one that is brief. What came so far can be
 * asked for while the answer still arrives.
 *
 * <p>Threads: written by the client's, read by the one that waits for it.
 */
final class AnswerStart implements BodyHandler<Void> {
    private static final int MOST_BYTES = 1_024;

    private final ByteArrayOutputStream start = new ByteArrayOutputStream();
    private volatile @Nullable Integer status;

    @Override
    public BodySubscriber<Void> apply(ResponseInfo info) {
        status = info.statusCode();
        return new Reading();
    }

    /** Null until the answer's head has come. */
    @Nullable Integer status() {
        return status;
    }

    /** As UTF-8, with what PostgreSQL cannot keep left out; null where no answer came. */
    @Nullable String text() {
        if (status == null) return null;
        synchronized (start) {
            return start.toString(StandardCharsets.UTF_8).replace("\0", "");
        }
    }

    /** False once enough has come. */
    private boolean add(ByteBuffer bytes) {
        synchronized (start) {
            byte[] more = new byte[Math.min(bytes.remaining(), MOST_BYTES - start.size())];
            bytes.get(more);
            start.writeBytes(more);
            return start.size() < MOST_BYTES;
        }
    }

    private final class Reading implements BodySubscriber<Void> {
        private final CompletableFuture<Void> ended = new CompletableFuture<>();
        private Optional<Subscription> source = Optional.empty();

        @Override
        public CompletionStage<Void> getBody() {
            return ended;
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            source = Optional.of(subscription);
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            for (ByteBuffer buffer : buffers) {
                if (ended.isDone() || add(buffer)) continue;
                source.ifPresent(Subscription::cancel);
                end();
            }
        }

        @Override
        public void onError(Throwable failure) {
            // The head has come, and it alone decides; a body cut short changes nothing.
            end();
        }

        @Override
        public void onComplete() {
            end();
        }

        private void end() {
            boolean _ = ended.complete(null);
        }
    }
}
