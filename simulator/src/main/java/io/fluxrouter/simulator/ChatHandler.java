package io.fluxrouter.simulator;

import io.vertx.core.buffer.Buffer;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * POST /v1/chat/completions: record, read, take faults, wait, answer.
 *
 * <p>Threads: one instance per event loop; only {@link ProviderState} is shared.
 */
final class ChatHandler {
    private static final String FAULT_HEADER = "x-simulate";
    private static final int ID_LENGTH = 29;

    private final ProviderState state;
    private final Settings settings;
    private final Pace pace;
    private final RandomGenerator jitter;

    ChatHandler(ProviderState state) {
        this.state = state;
        this.settings = state.settings();
        this.pace = settings.pace();
        this.jitter = new SplittableRandom(settings.seed());
    }

    void handle(Exchange exchange, Buffer body) {
        state.recorder().add(exchange.request().headers(), body);
        FixedReply fixed = settings.fixedReply();
        if (fixed != null && state.faults().noneOrdered()) {
            String text = FixedReply.latin(body);
            if (!ordersFault(exchange, text)) {
                exchange.later(pause(pace.firstByteMillis()), () -> fixed(exchange, fixed, text));
                return;
            }
        }
        ChatRequest request = ChatRequest.read(body);
        List<Fault> faults = takeFaults(exchange, request);
        long slow = Fault.find(faults, Fault.Slow.class).map(Fault.Slow::millis).orElse(0L);
        exchange.later(
                slow + pause(pace.firstByteMillis()), () -> reply(exchange, request, faults));
    }

    private void fixed(Exchange exchange, FixedReply reply, String request) {
        ReplyCount count = new ReplyCount(state.book(), reply.model(), reply.usage());
        exchange.status(200);
        if (FixedReply.sets(request, "stream")) {
            boolean usage = FixedReply.sets(request, "include_usage");
            streamHeaders(exchange, List.of());
            stream(exchange, reply.events(usage), count, EventWriter.Stop.NEVER);
        } else {
            contentType(exchange, "application/json", List.of());
            plain(exchange, List.of(reply.whole()).iterator(), count, EventWriter.Stop.NEVER);
        }
    }

    private static boolean ordersFault(Exchange exchange, String body) {
        return exchange.request().getHeader(FAULT_HEADER) != null
                || body.contains('"' + Faults.USER_PREFIX);
    }

    private List<Fault> takeFaults(Exchange exchange, ChatRequest request) {
        @Nullable String header = exchange.request().getHeader(FAULT_HEADER);
        try {
            return state.faults().take(request.model(), header, request.user());
        } catch (IllegalArgumentException e) {
            throw ApiError.badRequest("user", "Not a simulated fault: " + e.getMessage());
        }
    }

    private void reply(Exchange exchange, ChatRequest request, List<Fault> faults) {
        if (Fault.has(faults, Fault.Stall.class)) return;
        if (Fault.has(faults, Fault.Cut.class)) {
            exchange.cut();
            return;
        }
        var fail = Fault.find(faults, Fault.Fail.class);
        if (fail.isPresent()) {
            exchange.end(ApiError.simulated(fail.get().status()));
            return;
        }
        try {
            answer(exchange, request, faults);
        } catch (ApiError error) {
            exchange.end(error);
        }
    }

    private void answer(Exchange exchange, ChatRequest request, List<Fault> faults) {
        Answer answer = BrokenReply.prepare(state.composer().compose(request, faults), faults);
        ReplyHead head = head(request, faults);
        List<Usage> usages = UsageJson.reported(answer.usage(), faults);
        ReplyCount count = new ReplyCount(state.book(), request.model(), answer.usage());
        exchange.status(200);
        exchange.header("x-request-id", "req_" + head.id().substring("chatcmpl-".length()));
        if (request.stream()) {
            boolean withUsage = request.includeUsage();
            StreamReply reply = new StreamReply(head, answer, withUsage, pace.chunks());
            Iterator<Event> events = reply.events(withUsage ? usages : List.of());
            streamHeaders(exchange, faults);
            stream(exchange, BrokenReply.breakEvents(events, faults), count, stop(faults));
            return;
        }
        contentType(exchange, "application/json", faults);
        Event whole =
                new Event(
                        Buffer.buffer(PlainReply.json(head, answer, usages)),
                        Math.toIntExact(answer.usage().completion()),
                        usages.isEmpty() ? null : usages.getFirst());
        if (BrokenReply.breaksPlain(faults)) {
            exchange.chunked();
            Iterator<Event> parts = BrokenReply.plainParts(whole, faults);
            plain(exchange, parts, count, BrokenReply.plainStop(faults));
        } else {
            plain(exchange, List.of(whole).iterator(), count, EventWriter.Stop.NEVER);
        }
    }

    /** Writes parts of a plain body, which knows no pace. */
    private static void plain(
            Exchange exchange, Iterator<Event> parts, ReplyCount count, EventWriter.Stop stop) {
        exchange.atEnd(count::close);
        new EventWriter(exchange, parts, count, () -> 0, stop).run();
    }

    private void stream(
            Exchange exchange, Iterator<Event> events, ReplyCount count, EventWriter.Stop stop) {
        state.book().streamOpened();
        exchange.atEnd(
                () -> {
                    count.close();
                    state.book().streamEnded();
                });
        exchange.chunked();
        new EventWriter(exchange, events, count, () -> pause(pace.perChunkMillis()), stop).run();
    }

    private static EventWriter.Stop stop(List<Fault> faults) {
        var cut = Fault.find(faults, Fault.CutAfter.class);
        if (cut.isPresent()) return new EventWriter.Stop(cut.get().chunks(), true);
        return Fault.find(faults, Fault.StallAfter.class)
                .map(stall -> new EventWriter.Stop(stall.chunks(), false))
                .orElse(EventWriter.Stop.NEVER);
    }

    private static void streamHeaders(Exchange exchange, List<Fault> faults) {
        contentType(exchange, "text/event-stream; charset=utf-8", faults);
        exchange.header("cache-control", "no-cache");
    }

    private static void contentType(Exchange exchange, String type, List<Fault> faults) {
        if (!Fault.has(faults, Fault.NoContentType.class)) exchange.header("content-type", type);
    }

    private ReplyHead head(ChatRequest request, List<Fault> faults) {
        long number = state.replies().getAndIncrement();
        RandomGenerator random = new SplittableRandom(Hash.mix(settings.seed()) + number);
        String model =
                Fault.find(faults, Fault.ReportModel.class)
                        .map(Fault.ReportModel::model)
                        .orElse(request.model());
        long created = settings.time().instant().getEpochSecond();
        return new ReplyHead(Ids.next("chatcmpl-", ID_LENGTH, random), created, model);
    }

    private long pause(long millis) {
        return millis + (pace.jitterMillis() == 0 ? 0 : jitter.nextLong(pace.jitterMillis() + 1));
    }
}
