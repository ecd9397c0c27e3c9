package io.fluxrouter.gateway.read;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.sym.PropertyNameMatcher;

/** The JSON parser together with the bytes it reads, so that values can be found again. */
final class BodyParser implements AutoCloseable {
    /** After the last field of an object. */
    static final int END = PropertyNameMatcher.MATCH_END_OBJECT;

    /** A field that means nothing here. */
    static final int UNKNOWN = PropertyNameMatcher.MATCH_UNKNOWN_NAME;

    /** Deep enough for any tool schema; far from the end of the stack. */
    private static final int MAX_DEPTH = 100;

    /**
     * Without detection of other encodings: offsets must be those of the bytes, and they are known
     * to be UTF-8. Lengths of strings are bounded by the length of the body, which is not judged
     * here.
     */
    static final JsonFactory JSON =
            JsonFactory.builder()
                    .disable(JsonFactory.Feature.CHARSET_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(MAX_DEPTH)
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .build())
                    .build();

    private final byte[] body;
    private final JsonParser json;
    private final Path path = new Path();
    private final RawString raw;

    BodyParser(byte[] body) {
        this.body = body;
        this.raw = new RawString(body);
        this.json = JSON.createParser(ObjectReadContext.empty(), body, 0, body.length);
    }

    @Nullable JsonToken next() {
        return json.nextToken();
    }

    @Nullable JsonToken token() {
        return json.currentToken();
    }

    boolean at(JsonToken token) {
        return json.currentToken() == token;
    }

    /** The text of the string here; for short ones. */
    String string() {
        return json.getString();
    }

    /** Passes over the object or array that begins here; does nothing at a scalar. */
    void skip() {
        json.skipChildren();
    }

    /**
     * Goes to the value of the next field and returns the number of the field: {@link #UNKNOWN} for
     * one that means nothing here, {@link #END} after the last. Refuses a field whose bit is set in
     * {@code seen}: two readers of the body could choose differently.
     */
    int nextField(Fields fields, int seen) {
        int field = json.nextNameMatch(fields.matcher());
        if (field == END) return field;
        if (field == PropertyNameMatcher.MATCH_ODD_TOKEN) throw BadBody.malformed("it is cut off");
        if (field >= 0) {
            if ((seen & 1 << field) != 0) throw BadBody.twice(path.of(fields.name(field)));
        } else {
            String known = fields.sameButForCase(json.currentName());
            if (known != null) throw BadBody.misspelt(path.of(known));
        }
        json.nextToken();
        return field;
    }

    Path path() {
        return path;
    }

    /** Throws what names the field, unless its value is of this kind. */
    void expect(JsonToken token, String field, String expected) {
        if (!at(token)) throw BadBody.wrong(path.of(field), expected);
    }

    /** The first byte of the value here. */
    int position() {
        return (int) json.currentTokenLocation().getByteOffset();
    }

    /** Measures the string here. What it returns is valid until the next call. */
    RawString rawString() {
        raw.measure(position());
        return raw;
    }

    /** The string here, quotes included. */
    Span stringSpan() {
        rawString();
        return new Span(raw.from() - 1, raw.to() + 1);
    }

    /** The number or literal here. */
    Span scalarSpan() {
        int from = position();
        int to = from;
        while (to < body.length && !endsScalar(body[to])) to++;
        return new Span(from, to);
    }

    private static boolean endsScalar(byte b) {
        return b == ',' || b == '}' || b == ']' || b <= ' ';
    }

    /** A whole number from 1 to {@code max}; 0 for null. Throws what names the field otherwise. */
    int positiveInt(String field, int max) {
        if (at(JsonToken.VALUE_NULL)) return 0;
        if (at(JsonToken.VALUE_NUMBER_INT) && json.getStringLength() <= 10) {
            long value = json.getLongValue();
            if (value >= 1 && value <= max) return (int) value;
        }
        throw BadBody.wrong(path.of(field), "a whole number from 1 to " + max);
    }

    /** True, false, or false for null. */
    boolean flag(String field) {
        if (at(JsonToken.VALUE_TRUE)) return true;
        if (at(JsonToken.VALUE_FALSE) || at(JsonToken.VALUE_NULL)) return false;
        throw BadBody.wrong(path.of(field), "true or false");
    }

    @Override
    public void close() {
        json.close();
    }
}
