package io.fluxrouter.gateway.read;

import io.fluxrouter.core.refusal.ApiError;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamConstraintsException;

/** Reads the top level of a body and hands the messages on. Used for one body. */
final class BodyReader {
    private static final int MODEL = 0;
    private static final int MESSAGES = 1;
    private static final int STREAM = 2;
    private static final int STREAM_OPTIONS = 3;
    private static final int MAX_TOKENS = 4;
    private static final int MAX_COMPLETION_TOKENS = 5;
    private static final int N = 6;
    private static final int TOOLS = 7;
    private static final int FUNCTIONS = 8;
    private static final int RESPONSE_FORMAT = 9;

    private static final Fields FIELDS =
            Fields.of(
                    "model",
                    "messages",
                    "stream",
                    "stream_options",
                    "max_tokens",
                    "max_completion_tokens",
                    "n",
                    "tools",
                    "functions",
                    "response_format");
    private static final Fields STREAM_OPTION_FIELDS =
            Fields.within("stream_options", "include_usage");
    private static final Fields FORMAT_FIELDS = Fields.within("response_format", "type");

    private static final int MAX_MODEL_LENGTH = 256;

    /** OpenAI's own bound. */
    private static final int MAX_CHOICES = 128;

    private final BodyParser json;
    private final byte[] body;
    private final Facts facts = new Facts();

    private BodyReader(BodyParser json, byte[] body) {
        this.json = json;
        this.body = body;
    }

    /** Throws {@link ApiError} for every body that is not a chat request. */
    static Facts read(byte[] body) {
        if (body.length == 0) throw BadBody.malformed("it is empty");
        int invalid = Utf8.firstInvalid(body);
        if (invalid >= 0) throw BadBody.malformed("byte " + invalid + " is not UTF-8");
        if (body[0] == (byte) 0xEF) throw BadBody.malformed("it begins with a byte order mark");
        try (BodyParser json = new BodyParser(body)) {
            return new BodyReader(json, body).read();
        } catch (StreamConstraintsException tooMuch) {
            throw BadBody.malformed("it is nested too deeply, or a number or name is too long");
        } catch (JacksonException broken) {
            throw BadBody.malformed(
                    "it is not valid JSON at byte " + broken.getLocation().getByteOffset());
        }
    }

    private Facts read() {
        if (json.next() != JsonToken.START_OBJECT) throw BadBody.malformed("it is not an object");
        facts.brace = json.position();
        int seen = 0;
        int field = json.nextField(FIELDS, seen);
        while (field != BodyParser.END) {
            if (field >= 0) seen |= 1 << field;
            readField(field);
            field = json.nextField(FIELDS, seen);
        }
        if (json.next() != null) throw BadBody.malformed("something follows the object");
        if ((seen & 1 << MODEL) == 0) throw BadBody.missing("model");
        if ((seen & 1 << MESSAGES) == 0) throw BadBody.missing("messages");
        return facts;
    }

    private void readField(int field) {
        switch (field) {
            case MODEL -> readModel();
            case MESSAGES -> new MessagesReader(json, body, facts).read();
            case STREAM -> facts.stream = json.flag("stream");
            case STREAM_OPTIONS -> readStreamOptions();
            case MAX_TOKENS -> {
                facts.maxTokens = json.positiveInt("max_tokens", Integer.MAX_VALUE);
                facts.maxTokensSpan = json.scalarSpan();
            }
            case MAX_COMPLETION_TOKENS -> {
                facts.maxCompletionTokens =
                        json.positiveInt("max_completion_tokens", Integer.MAX_VALUE);
                facts.maxCompletionTokensSpan = json.scalarSpan();
            }
            case N -> facts.choices = Math.max(1, json.positiveInt("n", MAX_CHOICES));
            case TOOLS -> readTools("tools");
            case FUNCTIONS -> readTools("functions");
            case RESPONSE_FORMAT -> readFormat();
            default -> json.skip();
        }
    }

    private void readModel() {
        if (json.at(JsonToken.VALUE_NULL)) throw BadBody.missing("model");
        json.expect(JsonToken.VALUE_STRING, "model", "a string");
        RawString raw = json.rawString();
        if (raw.characters() == 0 || raw.characters() > MAX_MODEL_LENGTH) {
            throw BadBody.wrong(
                    "model", "the name of a model, of 1 to " + MAX_MODEL_LENGTH + " characters");
        }
        facts.modelSpan = json.stringSpan();
        facts.model = json.string();
    }

    private void readStreamOptions() {
        Facts.StreamOptions options = facts.streamOptions;
        if (json.at(JsonToken.VALUE_NULL)) {
            options.span = json.scalarSpan();
            return;
        }
        json.expect(JsonToken.START_OBJECT, "stream_options", "an object");
        int from = json.position();
        options.isObject = true;
        int seen = 0;
        int field = json.nextField(STREAM_OPTION_FIELDS, seen);
        while (field != BodyParser.END) {
            options.isEmpty = false;
            if (field == BodyParser.UNKNOWN) {
                json.skip();
            } else {
                seen |= 1 << field;
                options.includeUsage = json.flag("stream_options.include_usage");
                options.includeUsageSpan = json.scalarSpan();
            }
            field = json.nextField(STREAM_OPTION_FIELDS, seen);
        }
        options.span = new Span(from, json.position() + 1);
    }

    private void readTools(String field) {
        if (json.at(JsonToken.VALUE_NULL)) return;
        json.expect(JsonToken.START_ARRAY, field, "an array");
        while (json.next() != JsonToken.END_ARRAY) {
            json.expect(JsonToken.START_OBJECT, field, "an array of objects");
            facts.tools++;
            json.skip();
        }
    }

    /** Anything but an object goes to the provider, which knows what it takes. */
    private void readFormat() {
        if (!json.at(JsonToken.START_OBJECT)) {
            json.skip();
            return;
        }
        int seen = 0;
        int field = json.nextField(FORMAT_FIELDS, seen);
        while (field != BodyParser.END) {
            if (field == BodyParser.UNKNOWN) {
                json.skip();
            } else {
                seen |= 1 << field;
                json.expect(JsonToken.VALUE_STRING, "response_format.type", "a string");
                facts.jsonSchema = json.string().equals("json_schema");
            }
            field = json.nextField(FORMAT_FIELDS, seen);
        }
    }
}
