package io.fluxrouter.gateway.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import tools.jackson.core.io.JsonStringEncoder;

/** The body for the provider: which fields of the caller's change, and to what. */
final class UpstreamBody {
    private static final byte[] NOTHING = {};
    private static final byte[] TRUE = "true".getBytes(UTF_8);
    private static final byte[] OPTIONS = "{\"include_usage\":true}".getBytes(UTF_8);
    private static final byte[] OPTIONS_FIELD =
            "\"stream_options\":{\"include_usage\":true},".getBytes(UTF_8);
    private static final byte[] ONLY_USAGE = "\"include_usage\":true".getBytes(UTF_8);
    private static final byte[] USAGE_FIRST = "\"include_usage\":true,".getBytes(UTF_8);

    private final byte[] body;
    private final Facts facts;
    private final Splice splice;

    UpstreamBody(byte[] body, Facts facts) {
        this.body = body;
        this.facts = facts;
        this.splice = new Splice(body);
    }

    void replaceModel(String model) {
        splice.replace(facts.modelSpan, quoted(model).getBytes(UTF_8));
    }

    /** Leaves exactly one field that limits the answer, whichever ones the caller used. */
    void limitOutput(String field, long limit) {
        String member = quoted(field) + ":" + limit;
        Span first = facts.maxTokensSpan;
        Span second = facts.maxCompletionTokensSpan;
        if (first != null && second != null) splice.replace(removal(second), NOTHING);
        Span replaced = first != null ? first : second;
        if (replaced == null) {
            splice.insert(facts.brace + 1, (member + ",").getBytes(UTF_8));
        } else {
            splice.replace(new Span(nameOf(replaced), replaced.to()), member.getBytes(UTF_8));
        }
    }

    /** Without it a stream tells nobody what it cost. */
    void askForUsage() {
        Facts.StreamOptions options = facts.streamOptions;
        Span span = options.span;
        Span usage = options.includeUsageSpan;
        if (span == null) {
            splice.insert(facts.brace + 1, OPTIONS_FIELD);
        } else if (!options.isObject) {
            splice.replace(span, OPTIONS);
        } else if (usage != null) {
            if (!options.includeUsage) splice.replace(usage, TRUE);
        } else {
            splice.insert(span.from() + 1, options.isEmpty ? ONLY_USAGE : USAGE_FIRST);
        }
    }

    Buffer result() {
        return splice.result();
    }

    /** The field with one of its commas. It has one: there is a model too. */
    private Span removal(Span value) {
        int from = nameOf(value);
        int after = pastSpace(value.to());
        if (body[after] == ',') return new Span(from, after + 1);
        return new Span(lastBefore(from, ','), value.to());
    }

    /** The opening quote of the name before a value. The name is known, and has no quote in it. */
    private int nameOf(Span value) {
        return lastBefore(lastBefore(value.from(), '"'), '"');
    }

    private int lastBefore(int end, char wanted) {
        int at = end - 1;
        while (body[at] != wanted) at--;
        return at;
    }

    private int pastSpace(int start) {
        int at = start;
        while (body[at] <= ' ') at++;
        return at;
    }

    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsCharArray(text)) + '"';
    }
}
