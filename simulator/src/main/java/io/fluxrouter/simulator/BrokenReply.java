package io.fluxrouter.simulator;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Replies whose bytes are wrong or too many: what the faults make of well-formed ones. */
final class BrokenReply {
    private static final String GARBAGE = "<html><body>502 Bad Gateway</body></html>";
    // Stands in a rendered reply where the huge text goes. JSON leaves it as it is.
    private static final String HUGE_MARK = "~~huge~~";
    private static final int BLOCK = 64 * 1024;
    private static final Buffer FILLER = Buffer.buffer("huge ".repeat(BLOCK / 5 + 1));

    private BrokenReply() {}

    /** Puts the mark of the huge text in place of what was composed; the counts stay. */
    static Answer prepare(Answer answer, List<Fault> faults) {
        if (!Fault.has(faults, Fault.Huge.class)) return answer;
        Answer.Choice first = answer.choices().getFirst();
        var mark = List.of(new Tokens.Piece(HUGE_MARK, Tokens.count(first.pieces())));
        List<Answer.Choice> choices = new ArrayList<>(answer.choices());
        choices.set(
                0, new Answer.Choice(first.call(), mark, first.reasoning(), first.finishReason()));
        return new Answer(choices, answer.promptTokens(), answer.cachedTokens());
    }

    /** The events of a stream, with one that is not JSON or one that is huge. */
    static Iterator<Event> breakEvents(Iterator<Event> events, List<Fault> faults) {
        if (Fault.has(faults, Fault.Garbage.class)) {
            return List.of(
                            events.next(),
                            Event.of("data: " + GARBAGE + "\n\n"),
                            Event.of(StreamReply.DONE))
                    .iterator();
        }
        Optional<Fault.Huge> huge = Fault.find(faults, Fault.Huge.class);
        if (huge.isEmpty()) return events;
        List<Event> rendered = new ArrayList<>();
        events.forEachRemaining(rendered::add);
        return rendered.stream().flatMap(event -> inflate(event, huge.get().bytes())).iterator();
    }

    static boolean breaksPlain(List<Fault> faults) {
        return Fault.has(faults, Fault.Garbage.class)
                || Fault.has(faults, Fault.Huge.class)
                || Fault.has(faults, Fault.CutAfter.class)
                || Fault.has(faults, Fault.StallAfter.class);
    }

    /** The parts of a plain body, for a fault that breaks it. */
    static Iterator<Event> plainParts(Event whole, List<Fault> faults) {
        if (Fault.has(faults, Fault.Garbage.class)) return List.of(Event.of(GARBAGE)).iterator();
        Optional<Fault.Huge> huge = Fault.find(faults, Fault.Huge.class);
        if (huge.isPresent()) return inflate(whole, huge.get().bytes()).iterator();
        String json = whole.bytes().toString();
        int half = json.length() / 2;
        int tokens = whole.tokens() / 2;
        return List.of(
                        new Event(Buffer.buffer(json.substring(0, half)), tokens, null),
                        new Event(
                                Buffer.buffer(json.substring(half)),
                                whole.tokens() - tokens,
                                whole.claim()))
                .iterator();
    }

    /** A plain body has no events to count, so it stops in the middle. */
    static EventWriter.Stop plainStop(List<Fault> faults) {
        if (Fault.has(faults, Fault.CutAfter.class)) return new EventWriter.Stop(1, true);
        if (Fault.has(faults, Fault.StallAfter.class)) return new EventWriter.Stop(1, false);
        return EventWriter.Stop.NEVER;
    }

    /** The event as it is, or with the mark replaced by this many bytes, block by block. */
    private static Stream<Event> inflate(Event event, long bytes) {
        String text = event.bytes().toString();
        int mark = text.indexOf(HUGE_MARK);
        if (mark < 0) return Stream.of(event);
        Event before = new Event(Buffer.buffer(text.substring(0, mark)), event.tokens(), null);
        Event after =
                new Event(
                        Buffer.buffer(text.substring(mark + HUGE_MARK.length())), 0, event.claim());
        Stream<Event> blocks =
                LongStream.range(0, Math.ceilDiv(bytes, (long) BLOCK))
                        .mapToObj(i -> block(Math.min(BLOCK, bytes - i * BLOCK)));
        return Stream.concat(Stream.of(before), Stream.concat(blocks, Stream.of(after)));
    }

    private static Event block(long bytes) {
        return new Event(FILLER.getBuffer(0, Math.toIntExact(bytes)), 0, null);
    }
}
