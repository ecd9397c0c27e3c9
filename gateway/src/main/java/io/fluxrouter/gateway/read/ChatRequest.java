package io.fluxrouter.gateway.read;

import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.route.RequestTraits;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * The facts of one chat request, and its bytes as they came. No text of the prompt is kept apart
 * from those bytes.
 *
 * <p>Bounds on input speak of text. A picture is counted, not measured: its tokens follow from the
 * model. A file or a sound inside the body counts with every byte of its base64, which is a guess:
 * a document of many near-empty pages can have more tokens than bytes, and one that is named by its
 * id or address has no size here at all.
 *
 * <p>Threads: confined to the event loop of its request.
 */
public final class ChatRequest {
    /** Chat markup around a message: role, separators, and the opening of the answer. */
    private static final long TOKENS_PER_MESSAGE_BOUND = 16;

    /** Of a tool: what providers write between its parts. */
    private static final long TOKENS_PER_TOOL = 16;

    /** Some providers explain tools to the model first: Anthropic documents up to 530 tokens. */
    private static final long TOKENS_OF_TOOL_USE = 640;

    private static final long TOKENS_PER_MESSAGE = 8;

    /** Counting holds up the event loop. */
    private static final int MAX_COUNTED_BYTES = 64 * 1024;

    /** Of English in today's vocabularies. */
    private static final int USUAL_BYTES_PER_TOKEN = 4;

    private final byte[] body;
    private final Facts facts;
    private @Nullable TokenCount count;

    private ChatRequest(byte[] body, Facts facts) {
        this.body = body;
        this.facts = facts;
    }

    /**
     * Reads a body, which must not change afterwards. Throws {@link ApiError}: {@code
     * INVALID_BODY}, {@code MISSING_PARAMETER} or {@code INVALID_VALUE}, with the field named.
     */
    public static ChatRequest read(byte[] body) {
        return new ChatRequest(body, BodyReader.read(body));
    }

    public RequestTraits traits() {
        return new RequestTraits(
                facts.model,
                facts.promptCharacters,
                facts.lastMessageCharacters,
                facts.messages,
                facts.codeMarks,
                facts.reasoningMarks,
                facts.tools > 0,
                facts.images() > 0,
                facts.files > 0,
                facts.jsonSchema,
                inputTokenBound(),
                facts.outputLimit());
    }

    public boolean stream() {
        return facts.stream;
    }

    /** Whether the caller asked for usage at the end of a stream. */
    public boolean includeUsage() {
        return facts.streamOptions.includeUsage;
    }

    /** The tightest output limit that the caller named; 0 for none. */
    public long outputLimit() {
        return facts.outputLimit();
    }

    /** How many answers are asked for; at least one. */
    public int choices() {
        return facts.choices;
    }

    /** How many pictures come with the prompt. */
    public int images() {
        return facts.images();
    }

    /** How many documents come with the prompt, inside it or by reference. */
    public int files() {
        return facts.files;
    }

    /**
     * More tokens of text than any byte-level vocabulary makes of this prompt: a token is at least
     * a byte, an escape is never shorter than what it stands for, and all text is somewhere in the
     * body. Pictures are not included.
     */
    public long inputTokenBound() {
        return textBytes() + markup(TOKENS_PER_MESSAGE_BOUND);
    }

    /**
     * A closer estimate than {@link #inputTokenBound}, and never above it; see {@link TokenCount}
     * for its margin. Takes a second pass and about 100 ns a byte, so a very long prompt gets the
     * bound.
     */
    public long countedTokens() {
        long bound = inputTokenBound();
        if (textBytes() > MAX_COUNTED_BYTES) return bound;
        return Math.min(count().withMargin() + markup(TOKENS_PER_MESSAGE), bound);
    }

    /**
     * The likeliest number of tokens, without a margin: for a prompt that ran and whose provider
     * never said what it counted. As slow as {@link #countedTokens}; a very long prompt is guessed
     * by its length.
     */
    public long estimatedTokens() {
        return textBytes() > MAX_COUNTED_BYTES ? usualTokens() : count().plain();
    }

    /** A guess by the length of the body, which costs nothing. Pictures are not included. */
    public long usualTokens() {
        return textBytes() / USUAL_BYTES_PER_TOKEN;
    }

    private TokenCount count() {
        if (count == null) count = TokenCount.of(body, facts);
        return count;
    }

    private int textBytes() {
        return body.length - facts.imageDataBytes();
    }

    private long markup(long perMessage) {
        long ofTools = facts.tools == 0 ? 0 : TOKENS_OF_TOOL_USE + TOKENS_PER_TOOL * facts.tools;
        return perMessage * facts.messages + ofTools;
    }

    /**
     * The body to send: the provider's own name of the model; if {@code limit} is not 0, that
     * output limit under the name {@code limitField} in place of the caller's; a stream always
     * asked for its usage. Everything else byte for byte.
     */
    public Buffer forUpstream(String upstreamModel, String limitField, long limit) {
        UpstreamBody upstream = new UpstreamBody(body, facts);
        upstream.replaceModel(upstreamModel);
        if (limit > 0) upstream.limitOutput(limitField, limit);
        if (facts.stream) upstream.askForUsage();
        return upstream.result();
    }
}
