package io.fluxrouter.simulator;

import java.util.Arrays;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * The prompt of a request as tokens, counted as OpenAI's cookbook does: three tokens around every
 * message, the role, the content and the name, and three that open the answer. Tools count as the
 * tokens of their JSON and come first, because that is where a provider puts them.
 */
final class PromptTokens {
    // OpenAI's vision guide for GPT-4o: an image of 1024x1024 in high detail, and any in low
    // detail.
    private static final int IMAGE_HIGH = 765;
    private static final int IMAGE_LOW = 85;
    // Files and sounds have no public formula; a flat count is believable enough.
    private static final int OTHER_PART = 1000;

    // Stands for a token that is not text. No token of the encoding is negative.
    private static final int FRAME = -1;

    private final IntStream.Builder tokens = IntStream.builder();

    private PromptTokens() {}

    static int[] of(ChatRequest request) {
        PromptTokens prompt = new PromptTokens();
        if (!request.tools().isEmpty()) prompt.addText(request.tools().toString());
        request.messages().values().forEach(prompt::addMessage);
        prompt.addFrames(3);
        return prompt.tokens.build().toArray();
    }

    private void addMessage(JsonNode message) {
        addFrames(3);
        addText(message.path("role").stringValue(""));
        addContent(message.path("content"));
        if (message.has("tool_calls")) addText(message.path("tool_calls").toString());
        if (message.has("name")) {
            addText(message.path("name").stringValue(""));
            addFrames(1);
        }
    }

    private void addContent(JsonNode content) {
        if (content.isString()) addText(content.stringValue());
        else content.values().forEach(this::addPart);
    }

    private void addPart(JsonNode part) {
        switch (part.path("type").stringValue("")) {
            case "text", "refusal" -> {
                addText(part.path("text").stringValue(""));
                addText(part.path("refusal").stringValue(""));
            }
            case "image_url" -> {
                boolean low = part.path("image_url").path("detail").stringValue("").equals("low");
                addFrames(low ? IMAGE_LOW : IMAGE_HIGH);
            }
            default -> addFrames(OTHER_PART);
        }
    }

    private void addText(String text) {
        Arrays.stream(Tokens.encode(text)).forEach(tokens);
    }

    private void addFrames(int count) {
        for (int i = 0; i < count; i++) tokens.add(FRAME);
    }
}
