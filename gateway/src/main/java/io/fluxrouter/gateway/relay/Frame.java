package io.fluxrouter.gateway.relay;

import io.fluxrouter.core.money.TokenUsage;
import io.fluxrouter.gateway.meter.Bytes;
import io.fluxrouter.gateway.meter.UsageReader;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One server-sent event that the relay must look into: it may carry usage or say that an answer is
 * finished.
 */
final class Frame {
    private static final byte[] DATA = ascii("data:");
    private static final byte[] DONE = ascii("[DONE]");
    private static final byte[] USAGE = ascii("\"usage\"");
    private static final byte[] FINISH = ascii("\"finish_reason\"");

    /** The event with its blank line. */
    private final byte[] bytes;

    private final UsageReader.Reading reading;

    private Frame(byte[] bytes, UsageReader.Reading reading) {
        this.bytes = bytes;
        this.reading = reading;
    }

    Buffer unchanged() {
        return Buffer.buffer(bytes);
    }

    /** What the event says was used, or null if it says nothing. */
    @Nullable TokenUsage usage() {
        return reading.usage();
    }

    /** Whether the event is the end mark of the stream. */
    static boolean isDone(byte[] bytes, int from, int to) {
        int data = dataStart(bytes, from, to);
        return data >= 0
                && to - data >= DONE.length
                && Bytes.indexOf(bytes, data, data + DONE.length, DONE) == data;
    }

    /** A cheap look that is never wrong when it says no: most events are plain text. */
    static boolean mayMatter(byte[] bytes, int from, int to) {
        return hasValue(bytes, from, to, USAGE, '{') || hasValue(bytes, from, to, FINISH, '"');
    }

    /** Null if the event's data are not one JSON object. */
    static @Nullable Frame read(byte[] bytes, int from, int to) {
        byte[] own = Arrays.copyOfRange(bytes, from, to);
        int data = dataStart(own, 0, own.length);
        if (data < 0) return null;
        UsageReader.Reading reading = UsageReader.read(own, data, own.length);
        return reading == null ? null : new Frame(own, reading);
    }

    boolean finishes() {
        return reading.finished();
    }

    /** The extra event OpenAI sends at the end when asked: usage and no choices. */
    boolean isUsageOnly() {
        return reading.usageStart() >= 0 && reading.choices() <= 0;
    }

    boolean hasUsage() {
        return reading.usage() != null;
    }

    /** The event with these members added to its usage object. */
    Buffer withUsageMembers(String members) {
        int close = reading.usageEnd() - 1;
        String separator = bytes[lastBefore(close)] == '{' ? "" : ",";
        return splice(close, close, separator + members);
    }

    /** The event with this usage object, in place of the one it has or at its end. */
    Buffer withUsage(String usage) {
        return reading.usageStart() >= 0
                ? splice(reading.usageStart(), reading.usageEnd(), usage)
                : splice(reading.objectEnd(), reading.objectEnd(), ",\"usage\":" + usage);
    }

    /** The text of the usage object as the provider wrote it. */
    String usageText() {
        int length = reading.usageEnd() - reading.usageStart();
        return new String(bytes, reading.usageStart(), length, StandardCharsets.UTF_8);
    }

    private int lastBefore(int offset) {
        int at = offset - 1;
        while (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t')
            at--;
        return at;
    }

    private Buffer splice(int from, int to, String text) {
        return Buffer.buffer(bytes.length + text.length())
                .appendBytes(bytes, 0, from)
                .appendString(text)
                .appendBytes(bytes, to, bytes.length - to);
    }

    private static boolean hasValue(byte[] bytes, int from, int to, byte[] name, char first) {
        int at = Bytes.indexOf(bytes, from, to, name);
        while (at >= 0) {
            int colon = skipSpaces(bytes, at + name.length, to);
            int value = colon < to && bytes[colon] == ':' ? skipSpaces(bytes, colon + 1, to) : to;
            if (value < to && bytes[value] == first) return true;
            at = Bytes.indexOf(bytes, at + name.length, to, name);
        }
        return false;
    }

    private static int skipSpaces(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] == ' ') at++;
        return at;
    }

    private static int dataStart(byte[] bytes, int from, int to) {
        if (to - from < DATA.length || Bytes.indexOf(bytes, from, from + DATA.length, DATA) != from)
            return -1;
        return skipSpaces(bytes, from + DATA.length, to);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
