package io.fluxrouter.simulator;

import io.vertx.core.buffer.Buffer;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A whole answer as {@code chat.completion.chunk} events: roles, text, finish reasons, usage,
 * {@code [DONE]}. Choices take turns. Rendered one by one, as the reader takes them.
 */
final class StreamReply {
    static final String DONE = "data: [DONE]\n\n";

    private final String open;
    private final String close;
    private final Answer answer;
    private final int chunks;

    /**
     * @param chunks how many text events each choice gets at most; zero means one per token
     */
    StreamReply(ReplyHead head, Answer answer, boolean includeUsage, int chunks) {
        this.open = "data: " + head.openJson("chat.completion.chunk");
        this.close = "]" + (includeUsage ? ",\"usage\":null" : "") + "}\n\n";
        this.answer = answer;
        this.chunks = chunks;
    }

    /** The events, with a usage event for each of the usages. */
    Iterator<Event> events(List<Usage> usages) {
        int rounds = answer.choices().stream().mapToInt(this::textEvents).max().orElse(0);
        int count = answer.choices().size();
        Stream<Event> roles = IntStream.range(0, count).mapToObj(this::role);
        Stream<Event> texts =
                IntStream.range(0, rounds * count)
                        .filter(i -> i / count < textEvents(choice(i % count)))
                        .mapToObj(i -> text(i % count, i / count));
        Stream<Event> finishes = IntStream.range(0, count).mapToObj(this::finish);
        Stream<Event> reports = IntStream.range(0, usages.size()).mapToObj(i -> usage(usages, i));
        return Stream.of(roles, texts, finishes, reports, Stream.of(Event.of(DONE)))
                .reduce(Stream.empty(), Stream::concat)
                .iterator();
    }

    private Event role(int index) {
        Answer.Choice choice = choice(index);
        Answer.ToolCall call = choice.call();
        String delta =
                call.exists()
                        ? "\"content\":null,\"tool_calls\":[{\"index\":0,\"id\":\""
                                + call.id()
                                + "\",\"type\":\"function\",\"function\":{\"name\":"
                                + Json.quoted(call.name())
                                + ",\"arguments\":\"\"}}]"
                        : "\"content\":\"\"";
        String full = "\"role\":\"assistant\"," + delta + ",\"refusal\":null";
        return chunk(index, full, null, choice.tokensBeforePieces());
    }

    private Event text(int index, int round) {
        Answer.Choice choice = choice(index);
        int size = piecesPerEvent(choice);
        int end = Math.min((round + 1) * size, choice.pieces().size());
        List<Tokens.Piece> pieces = choice.pieces().subList(round * size, end);
        StringBuilder text = new StringBuilder();
        pieces.forEach(piece -> text.append(piece.text()));
        String quoted = Json.quoted(text.toString());
        String delta =
                choice.call().exists()
                        ? "\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":"
                                + quoted
                                + "}}]"
                        : "\"content\":" + quoted;
        return chunk(index, delta, null, Tokens.count(pieces));
    }

    private Event finish(int index) {
        return chunk(index, "", choice(index).finishReason(), 0);
    }

    /** The first report is the claim; one that repeats it claims nothing new. */
    private Event usage(List<Usage> usages, int i) {
        Usage usage = usages.get(i);
        String text = open + "]" + UsageJson.member(usage) + "}\n\n";
        return new Event(Buffer.buffer(text), 0, i == 0 ? usage : null);
    }

    private Event chunk(int index, String delta, @Nullable String finishReason, int tokens) {
        String reason = finishReason == null ? "null" : "\"" + finishReason + "\"";
        String text =
                open
                        + "{\"index\":"
                        + index
                        + ",\"delta\":{"
                        + delta
                        + "},\"logprobs\":null,\"finish_reason\":"
                        + reason
                        + "}"
                        + close;
        return new Event(Buffer.buffer(text), tokens, null);
    }

    private Answer.Choice choice(int index) {
        return answer.choices().get(index);
    }

    private int textEvents(Answer.Choice choice) {
        return Math.ceilDiv(choice.pieces().size(), piecesPerEvent(choice));
    }

    private int piecesPerEvent(Answer.Choice choice) {
        if (chunks == 0) return 1;
        return Math.max(1, Math.ceilDiv(choice.pieces().size(), chunks));
    }
}
