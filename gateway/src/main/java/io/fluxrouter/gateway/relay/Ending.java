package io.fluxrouter.gateway.relay;

import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.money.TokenUsage;
import io.fluxrouter.gateway.meter.CostText;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last events of a stream, held back until the cost is known: the one that says why the answer
 * ended, and the one with the usage. The cost goes where the caller looks: into the usage event if
 * it asked for one, else onto the finishing event, and the usage event is left out.
 *
 * <p>Threads: confined to the event loop of its request.
 */
final class Ending {
    private final boolean usageAsked;
    private final List<Frame> held = new ArrayList<>(2);
    private @Nullable TokenUsage usage;

    Ending(boolean usageAsked) {
        this.usageAsked = usageAsked;
    }

    /** Notes what the event says. The last usage wins, as some providers repeat a running total. */
    void note(Frame frame) {
        if (frame.hasUsage()) usage = frame.usage();
    }

    /** Whether the event belongs to the end and waits for the cost. */
    static boolean belongs(Frame frame) {
        return frame.finishes() || frame.isUsageOnly();
    }

    void hold(Frame frame) {
        held.add(frame);
    }

    boolean isEmpty() {
        return held.isEmpty();
    }

    /** Gives back what was held, unchanged: the stream goes on after all. */
    List<Buffer> letGo() {
        List<Buffer> frames = new ArrayList<>(held.size());
        for (Frame frame : held) {
            if (!frame.isUsageOnly()) frames.add(frame.unchanged());
        }
        held.clear();
        return frames;
    }

    /** What the provider said, or null if it said nothing. */
    @Nullable TokenUsage usage() {
        return usage;
    }

    /** The held events with the cost put in. */
    Buffer with(TokenUsage tokens, Money cost) {
        Buffer out = Buffer.buffer(1_024);
        Frame reported = lastWithUsage();
        for (Frame frame : held) {
            if (frame.isUsageOnly()) continue;
            out.appendBuffer(finishing(frame, reported, tokens, cost));
        }
        if (usageAsked) out.appendBuffer(usageEvent(reported, tokens, cost));
        return out;
    }

    private Buffer finishing(Frame frame, @Nullable Frame reported, TokenUsage tokens, Money cost) {
        if (frame.hasUsage()) return frame.withUsageMembers(CostText.members(cost));
        boolean carriesUsage = !usageAsked && frame.equals(lastFinishing());
        if (!carriesUsage) return frame.unchanged();
        return frame.withUsage(usageText(reported, tokens, cost));
    }

    private static Buffer usageEvent(@Nullable Frame reported, TokenUsage tokens, Money cost) {
        if (reported != null && reported.isUsageOnly()) {
            return reported.withUsageMembers(CostText.members(cost));
        }
        if (reported != null) return Buffer.buffer();
        return Buffer.buffer(
                "data: {\"id\":\"\",\"object\":\"chat.completion.chunk\",\"created\":0,\"model\":\"\","
                        + "\"choices\":[],\"usage\":"
                        + CostText.usage(tokens, cost)
                        + "}\n\n");
    }

    private static String usageText(@Nullable Frame reported, TokenUsage tokens, Money cost) {
        if (reported == null) return CostText.usage(tokens, cost);
        String text = reported.usageText();
        return text.substring(0, text.length() - 1) + "," + CostText.members(cost) + "}";
    }

    private @Nullable Frame lastWithUsage() {
        Frame last = null;
        for (Frame frame : held) if (frame.hasUsage()) last = frame;
        return last;
    }

    private @Nullable Frame lastFinishing() {
        Frame last = null;
        for (Frame frame : held) if (frame.finishes()) last = frame;
        return last;
    }
}
