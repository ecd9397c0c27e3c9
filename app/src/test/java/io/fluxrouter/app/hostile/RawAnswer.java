package io.fluxrouter.app.hostile;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * All that came back on one connection until the server closed it.
 *
 * @param text one character for each byte
 * @param inTime false if the server neither answered nor closed
 */
record RawAnswer(String text, boolean inTime) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3}) ");
    private static final Pattern SAFE = Pattern.compile("[^\\x20-\\x7e]+");

    /** Of the first answer; 0 if there was none. */
    int status() {
        Matcher line = STATUS.matcher(text);
        return line.lookingAt() ? Integer.parseInt(line.group(1)) : 0;
    }

    /** How many answers there were: more than requests were sent is smuggling. */
    int answers() {
        return (int) STATUS.matcher(text).results().count();
    }

    String header(String name) {
        String head = text.split("\r\n\r\n", 2)[0];
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    /**
     * The error object of the body; missing if there is none. What /api/v1 says is put in the same
     * words.
     */
    JsonNode error() {
        JsonNode body = body();
        if (!body.path("detail").isString()) return body.path("error");
        return JSON.createObjectNode()
                .put("message", body.path("detail").asString())
                .put("type", "of the billing API")
                .put("code", body.path("code").asString(""))
                .put("param", body.path("field").asString(""));
    }

    private JsonNode body() {
        String[] parts = text.split("\r\n\r\n", 2);
        try {
            return JSON.readTree(parts.length < 2 ? "" : parts[1]);
        } catch (JacksonException notJson) {
            return JSON.missingNode();
        }
    }

    /** Whether it refuses as the API says it does: a 4xx, OpenAI's error object, a request id. */
    boolean refuses() {
        return inTime
                && status() / 100 == 4
                && !error().path("message").asString("").isEmpty()
                && !error().path("type").asString("").isEmpty()
                && !error().path("code").asString("").isEmpty()
                && header("x-request-id").startsWith("req_");
    }

    /** A refusal, or a connection that was closed in silence: what breaks HTTP earns no more. */
    boolean refusesOrCloses() {
        return inTime && (status() == 0 || status() / 100 == 4) && answers() <= 1;
    }

    @Override
    public String toString() {
        String shown = SAFE.matcher(text).replaceAll(" ");
        return (inTime ? "" : "NOT IN TIME ") + shown.substring(0, Math.min(400, shown.length()));
    }
}
