package io.fluxrouter.console.http;

import io.fluxrouter.billing.idempotency.KeptReply;
import io.fluxrouter.billing.input.Listing;
import io.fluxrouter.billing.input.NumberedPage;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An answer that is ready to be written.
 *
 * @param kept the body as it is kept for a repeated call: without what is shown only once; empty
 *     for what is no text, which is not kept
 * @param writer writes the body piece by piece; null where it is all there
 */
public record Reply(
        int status,
        String contentType,
        Buffer body,
        String kept,
        List<Header> headers,
        @Nullable BodyWriter writer) {
    private static final String JSON = "application/json";

    /** One header line; a name may come twice. */
    public record Header(String name, String value) {}

    public Reply(int status, String contentType, String body) {
        this(status, contentType, Buffer.buffer(body), body, List.of(), null);
    }

    /** A file of bytes. */
    public static Reply file(String contentType, byte[] bytes) {
        return new Reply(200, contentType, Buffer.buffer(bytes), "", List.of(), null);
    }

    /** A body of any length, made while it is sent. */
    public static Reply streamed(String contentType, BodyWriter writer) {
        return new Reply(200, contentType, Buffer.buffer(), "", List.of(), writer);
    }

    /** Sends a browser elsewhere, to be asked for by GET. */
    public static Reply seeOther(String path) {
        return new Reply(303, "", "").with("Location", path);
    }

    public static Reply ok(JsonNode body) {
        return json(200, body);
    }

    public static Reply created(JsonNode body) {
        return json(201, body);
    }

    public static Reply noContent() {
        return new Reply(204, "", "");
    }

    public static Reply json(int status, JsonNode body) {
        return new Reply(status, JSON, body.toString());
    }

    /** A page of a list as all of /api/v1 answers it: {@code data} and {@code meta}. */
    public static <T> Reply page(
            NumberedPage page, Listing<T> listing, Function<T, ? extends JsonNode> form) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode data = json.putArray("data");
        listing.items().forEach(item -> data.add(form.apply(item)));
        json.putObject("meta")
                .put("page", page.number())
                .put("page_size", page.size())
                .put("total", listing.total())
                .put("total_pages", page.pagesOf(listing.total()));
        return ok(json);
    }

    public Reply with(String header, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(header, value));
        return new Reply(status, contentType, body, kept, List.copyOf(more), writer);
    }

    /** The same answer; whoever repeats the call gets this one instead. */
    public Reply keptAs(JsonNode replay) {
        return new Reply(status, contentType, body, replay.toString(), headers, writer);
    }

    KeptReply toKeep() {
        return new KeptReply(status, contentType, kept);
    }

    static Reply replayed(KeptReply reply) {
        return new Reply(reply.status(), reply.contentType(), reply.body())
                .with("Idempotent-Replayed", "true");
    }
}
