package io.fluxrouter.bench.load;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.List;

/** The requests of a run: one chat, sent with each key in turn. Loop only. */
final class ChatCalls {
    private final List<RequestOptions> options;
    private final Buffer body;
    private int next;

    ChatCalls(Target target, boolean streaming) {
        this.options = target.keys().stream().map(key -> options(target.port(), key)).toList();
        this.body = Buffer.buffer(chat(streaming));
    }

    private static String chat(boolean streaming) {
        return """
        {"model":"flux-fast","stream":%s,"max_tokens":256,"temperature":0.2,"messages":[\
        {"role":"system","content":"You are the support desk of a small shop that sells bicycles. \
        Answer in two or three sentences, be kind, and never promise a delivery date."},\
        {"role":"user","content":"Hello! I ordered a bell and two inner tubes last Monday, and the \
        confirmation says \\"three to five days\\". Can you tell me whether the parcel has left your \
        warehouse, and what I should do if nobody is at home when it arrives?"}]}\
        """
                .formatted(streaming);
    }

    private static RequestOptions options(int port, String key) {
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI("/v1/chat/completions")
                .putHeader("content-type", "application/json")
                .putHeader("authorization", "Bearer " + key);
    }

    Future<HttpClientResponse> send(HttpClientConnection connection) {
        next = (next + 1) % options.size();
        return connection.request(options.get(next)).compose(request -> request.send(body.copy()));
    }
}
