package io.fluxrouter.console.api;

import io.fluxrouter.billing.input.Page;
import io.fluxrouter.console.http.ApiCall;
import io.fluxrouter.console.http.Reply;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The part of a list that a call asks for by {@code limit} and {@code after}, newest first. */
public record Paging(Page page) {
    private static final int STANDARD = 100;

    public static Paging of(ApiCall call) {
        return new Paging(
                new Page(
                        call.queryNumber("limit", STANDARD, Page.MAX),
                        call.queryId("after").orElse(null)));
    }

    /** A full page says that there may be more: one look-up less than knowing it. */
    public <T> Reply reply(List<T> items, Function<T, ObjectNode> json) {
        ArrayNode data = Json.array();
        items.forEach(item -> data.add(json.apply(item)));
        return Reply.ok(Json.list(data, items.size() == page.limit()));
    }
}
