package io.fluxrouter.gateway.read;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What the reader learns on its way through one body. Filled once, then only read. */
final class Facts {
    private static final int[] NONE = {};

    String model = "";
    boolean stream;
    int maxTokens;
    int maxCompletionTokens;
    int choices = 1;
    int messages;
    int tools;
    int files;
    boolean jsonSchema;

    long promptCharacters;
    long lastMessageCharacters;
    int codeMarks;
    int reasoningMarks;

    /** The opening brace of the body. */
    int brace;

    Span modelSpan = new Span(0, 0);
    @Nullable Span maxTokensSpan;
    @Nullable Span maxCompletionTokensSpan;
    final StreamOptions streamOptions = new StreamOptions();

    private int images;
    private int imageDataBytes;
    private int[] imageData = NONE;
    private int imageDataCount;

    void addImage() {
        images++;
    }

    int images() {
        return images;
    }

    /** Bytes of a picture, which no provider takes for text. {@code from} is the opening quote. */
    void addImageData(Span string) {
        if (imageDataCount == imageData.length) {
            imageData = Arrays.copyOf(imageData, Math.max(4, imageDataCount * 2));
        }
        imageData[imageDataCount++] = string.from();
        imageDataBytes += string.length();
    }

    int imageDataBytes() {
        return imageDataBytes;
    }

    boolean isImageData(int position) {
        return Arrays.binarySearch(imageData, 0, imageDataCount, position) >= 0;
    }

    /** The tighter limit where the caller gave both; 0 where it gave none. */
    int outputLimit() {
        if (maxTokens == 0 || maxCompletionTokens == 0) return maxTokens + maxCompletionTokens;
        return Math.min(maxTokens, maxCompletionTokens);
    }

    /** The field {@code stream_options} as the caller sent it. */
    static final class StreamOptions {
        /** Null where the field is absent. */
        @Nullable Span span;

        boolean isObject;
        boolean isEmpty = true;
        @Nullable Span includeUsageSpan;
        boolean includeUsage;
    }
}
