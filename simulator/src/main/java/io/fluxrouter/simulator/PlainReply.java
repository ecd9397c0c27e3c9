package io.fluxrouter.simulator;

import java.util.List;

/** A whole answer as one {@code chat.completion} object. */
final class PlainReply {
    private PlainReply() {}

    static String json(ReplyHead head, Answer answer, List<Usage> usages) {
        StringBuilder json = new StringBuilder(head.openJson("chat.completion"));
        for (int i = 0; i < answer.choices().size(); i++) {
            if (i > 0) json.append(',');
            addChoice(json, i, answer.choices().get(i));
        }
        json.append(']');
        usages.forEach(usage -> json.append(UsageJson.member(usage)));
        return json.append('}').toString();
    }

    private static void addChoice(StringBuilder json, int index, Answer.Choice choice) {
        json.append("{\"index\":").append(index).append(",\"message\":{\"role\":\"assistant\",");
        Answer.ToolCall call = choice.call();
        if (call.exists()) {
            json.append("\"content\":null,\"tool_calls\":[{\"id\":\"").append(call.id());
            json.append("\",\"type\":\"function\",\"function\":{\"name\":");
            json.append(Json.quoted(call.name())).append(",\"arguments\":");
            json.append(Json.quoted(choice.text())).append("}}]");
        } else {
            json.append("\"content\":").append(Json.quoted(choice.text()));
        }
        json.append(",\"refusal\":null,\"annotations\":[]},\"logprobs\":null,\"finish_reason\":\"");
        json.append(choice.finishReason()).append("\"}");
    }
}
