package io.fluxrouter.gateway.read;

import java.util.Set;
import tools.jackson.core.JsonToken;

/** Reads the array of messages: who speaks, how much, and what comes with it. */
final class MessagesReader {
    private static final int ROLE = 0;
    private static final int CONTENT = 1;

    /** Fields of an assistant's message that may stand in place of content begin here. */
    private static final int FIRST_SUBSTITUTE = 2;

    private static final Fields FIELDS =
            Fields.of("role", "content", "tool_calls", "function_call", "refusal", "audio");
    private static final Set<String> ROLES =
            Set.of("system", "developer", "user", "assistant", "tool", "function");

    /** Intent shows at the beginning or the end of a prompt; the bound keeps the search cheap. */
    private static final int SAMPLED_HEAD = 8_192;

    private static final int SAMPLED_TAIL = 2_048;

    private final BodyParser json;
    private final Facts facts;
    private final PartsReader parts;
    private SampledText current;
    private SampledText lastOfUser;

    MessagesReader(BodyParser json, byte[] body, Facts facts) {
        this.json = json;
        this.facts = facts;
        this.parts = new PartsReader(json, facts);
        this.current = new SampledText(body);
        this.lastOfUser = new SampledText(body);
    }

    /** Stands at the value of {@code messages}; leaves after it. */
    void read() {
        if (json.at(JsonToken.VALUE_NULL)) throw BadBody.missing("messages");
        json.expect(JsonToken.START_ARRAY, "messages", "an array of messages");
        while (json.next() != JsonToken.END_ARRAY) {
            json.path().enterMessage(facts.messages);
            if (!json.at(JsonToken.START_OBJECT)) {
                throw BadBody.wrong(json.path().here(), "an object");
            }
            readMessage();
            facts.messages++;
        }
        json.path().leaveMessages();
        if (facts.messages == 0) throw BadBody.wrong("messages", "at least one message");
        facts.lastMessageCharacters = lastOfUser.characters();
        byte[] sample = lastOfUser.sample(SAMPLED_HEAD, SAMPLED_TAIL);
        facts.codeMarks = CodeMarks.count(sample);
        facts.reasoningMarks = ReasoningMarks.count(sample);
    }

    private void readMessage() {
        String role = "";
        boolean nothingSaid = true;
        current.clear();
        int seen = 0;
        int field = json.nextField(FIELDS, seen);
        while (field != BodyParser.END) {
            if (field >= 0) seen |= 1 << field;
            switch (field) {
                case ROLE -> role = readRole();
                case CONTENT -> nothingSaid = !readContent();
                default -> json.skip();
            }
            field = json.nextField(FIELDS, seen);
        }
        if (role.isEmpty()) throw BadBody.missing(json.path().of("role"));
        if (nothingSaid) refuseUnlessSubstituted(role, seen);
        facts.promptCharacters += current.characters();
        if (role.equals("user")) rememberCurrent();
    }

    private void rememberCurrent() {
        SampledText spare = lastOfUser;
        lastOfUser = current;
        current = spare;
    }

    private void refuseUnlessSubstituted(String role, int seen) {
        if (role.equals("assistant") && seen >> FIRST_SUBSTITUTE != 0) return;
        String content = json.path().of("content");
        if ((seen & 1 << CONTENT) == 0) throw BadBody.missing(content);
        throw BadBody.wrong(content, "a string or an array of parts");
    }

    private String readRole() {
        json.expect(JsonToken.VALUE_STRING, "role", "a string");
        String role = json.string();
        if (ROLES.contains(role)) return role;
        throw BadBody.wrong(
                json.path().of("role"),
                "one of system, developer, user, assistant, tool and function");
    }

    /** False for null. */
    private boolean readContent() {
        switch (json.token()) {
            case VALUE_STRING -> current.add(json.rawString());
            case START_ARRAY -> parts.read(current);
            case VALUE_NULL -> {
                return false;
            }
            case null, default ->
                    throw BadBody.wrong(json.path().of("content"), "a string or an array of parts");
        }
        return true;
    }
}
