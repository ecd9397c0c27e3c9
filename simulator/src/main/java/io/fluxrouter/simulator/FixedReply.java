package io.fluxrouter.simulator;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A reply rendered once and sent many times, for load tests: the request is not parsed, the model
 * and identifier are always the same, and the usage is what was given. Immutable and thread-safe.
 */
public final class FixedReply {
    // A fixed moment, because the bytes are fixed: 2026-01-01T00:00:00Z.
    private static final long CREATED = 1_767_225_600L;

    private final String model;
    private final Usage usage;
    private final Event whole;
    private final List<Event> events;
    private final List<Event> eventsWithUsage;

    private FixedReply(String model, Usage usage, Answer answer) {
        ReplyHead head = new ReplyHead("chatcmpl-Fixed0000000000000000000000000", CREATED, model);
        this.model = model;
        this.usage = usage;
        this.whole =
                new Event(
                        Buffer.buffer(PlainReply.json(head, answer, List.of(usage))),
                        Math.toIntExact(usage.completion()),
                        usage);
        this.events = render(new StreamReply(head, answer, false, 0).events(List.of()));
        this.eventsWithUsage =
                render(new StreamReply(head, answer, true, 0).events(List.of(usage)));
    }

    /**
     * A text of this many stream events, and a usage that need not agree with it.
     *
     * @param chunks text events of a stream, one token each; at least one
     */
    public static FixedReply of(String model, int chunks, Usage usage) {
        if (chunks < 1) throw new IllegalArgumentException("a reply has at least one chunk");
        List<Tokens.Piece> text = Prose.exactly(chunks, new SplittableRandom(1));
        var choice = new Answer.Choice(Answer.ToolCall.NONE, text, 0, "stop");
        return new FixedReply(model, usage, new Answer(List.of(choice), 0, 0));
    }

    String model() {
        return model;
    }

    Usage usage() {
        return usage;
    }

    Event whole() {
        return whole;
    }

    Iterator<Event> events(boolean includeUsage) {
        return (includeUsage ? eventsWithUsage : events).iterator();
    }

    /** Shares the usage out over the text events, and joins what follows them into one write. */
    private List<Event> render(Iterator<Event> rendered) {
        List<Event> all = new ArrayList<>();
        Buffer tail = Buffer.buffer();
        boolean claims = false;
        while (rendered.hasNext()) {
            Event event = rendered.next();
            claims |= event.claim() != null;
            if (event.tokens() > 0 || all.isEmpty()) all.add(event);
            else tail.appendBuffer(event.bytes());
        }
        int texts = all.size() - 1;
        for (int i = 1; i <= texts; i++) {
            long tokens = usage.completion() * i / texts - usage.completion() * (i - 1) / texts;
            all.set(i, new Event(all.get(i).bytes(), Math.toIntExact(tokens), null));
        }
        all.add(new Event(tail, 0, claims ? usage : null));
        return List.copyOf(all);
    }

    /**
     * Whether a flag is set in a body, seen without parsing it. Quotes inside strings are escaped.
     */
    static boolean sets(String body, String flag) {
        return body.contains("\"" + flag + "\":true") || body.contains("\"" + flag + "\": true");
    }

    /** The body's bytes as characters: enough to look for names, and free of decoding. */
    static String latin(Buffer body) {
        return body.toString(StandardCharsets.ISO_8859_1);
    }
}
