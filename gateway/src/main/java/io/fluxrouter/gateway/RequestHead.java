package io.fluxrouter.gateway;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;

/**
 * What the head of a request must not say, though the decoder lets it pass. A server before this
 * one may have read it differently: then the two do not agree where the next request begins.
 */
final class RequestHead {
    private RequestHead() {}

    static boolean isSound(HttpServerRequest http) {
        return transferEncodingIsKnown(http.headers())
                && !http.headers().contains("")
                && staysOnOneLine(http.uri());
    }

    /**
     * "chunked", once, is the only one there is: a body in another could not be told from what
     * follows.
     */
    private static boolean transferEncodingIsKnown(MultiMap headers) {
        if (!headers.contains(HttpHeaders.TRANSFER_ENCODING)) return true;
        List<String> encodings = headers.getAll(HttpHeaders.TRANSFER_ENCODING);
        return encodings.size() == 1 && encodings.getFirst().equalsIgnoreCase("chunked");
    }

    private static boolean staysOnOneLine(String uri) {
        for (int i = 0; i < uri.length(); i++) {
            char character = uri.charAt(i);
            if (character <= ' ' || character == 0x7F) return false;
        }
        return true;
    }
}
