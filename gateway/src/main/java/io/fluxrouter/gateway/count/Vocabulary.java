package io.fluxrouter.gateway.count;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.concurrent.CompletableFuture;

/**
 * OpenAI's newest public vocabulary, o200k_base, which stands for all. It takes half a second to
 * load and some 30 MB to keep, and many servers never count; so the first who asks has it loaded.
 *
 * <p>Threads: safe for all. An event loop asks {@link #isLoaded} first.
 */
public final class Vocabulary {
    private static final class Loading {
        static final CompletableFuture<Encoding> O200K = new CompletableFuture<>();

        static {
            Thread.ofPlatform().daemon().name("vocabulary").start(Loading::load);
        }

        private static void load() {
            try {
                O200K.complete(
                        Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE));
            } catch (RuntimeException | Error unusable) {
                O200K.completeExceptionally(unusable);
                throw unusable;
            }
        }
    }

    private Vocabulary() {}

    /** True once {@link #count} answers without a wait. Asking begins the loading. */
    public static boolean isLoaded() {
        return Loading.O200K.isDone();
    }

    /** Completes on the context once {@link #isLoaded} holds. */
    public static Future<Void> loaded(Context context) {
        return Future.fromCompletionStage(Loading.O200K, context).mapEmpty();
    }

    /** The tokens of a text, control tokens read as plain text. Waits for the loading. */
    public static long count(String text) {
        return Loading.O200K.join().countTokensOrdinary(text);
    }
}
