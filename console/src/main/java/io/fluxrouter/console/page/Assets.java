package io.fluxrouter.console.page;

import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.ApiCall;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.core.access.KeyHash;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The files that pages load, each under an address with a hash of its content: a browser may keep
 * it for ever, and a new release has other addresses. Nothing comes from another host. Thread-safe.
 */
public final class Assets {
    private static final String HTMX =
            "/META-INF/resources/webjars/htmx.org/2.0.10/dist/htmx.min.js";
    private static final int HASH_DIGITS = 16;
    private static final String SCRIPT = "text/javascript; charset=utf-8";

    private record File(String hash, String contentType, Buffer content) {}

    private final Map<String, File> files = new TreeMap<>();

    public Assets() {
        add("console.css", "text/css; charset=utf-8", "console.css");
        add("theme.js", SCRIPT, "theme.js");
        add("console.js", SCRIPT, "console.js");
        add("playground.js", SCRIPT, "playground.js");
        add("htmx.js", SCRIPT, HTMX);
        add("icon.svg", "image/svg+xml", "icon.svg");
    }

    private void add(String name, String contentType, String resource) {
        byte[] bytes = read(resource);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        String hash = HexFormat.of().formatHex(KeyHash.of(text).toBytes());
        files.put(
                name, new File(hash.substring(0, HASH_DIGITS), contentType, Buffer.buffer(bytes)));
    }

    private static byte[] read(String resource) {
        try (InputStream file = Assets.class.getResourceAsStream(resource)) {
            if (file == null) throw new IllegalStateException("no resource " + resource);
            return file.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Where a browser finds the file. */
    public String path(String name) {
        File file = files.get(name);
        if (file == null) throw new IllegalArgumentException("no asset " + name);
        return "/assets/" + file.hash() + "/" + name;
    }

    public List<Endpoint> endpoints() {
        return List.of(Endpoint.get("/assets/{hash}/{name}", Access.PUBLIC, this::file));
    }

    private Reply file(ApiCall call) {
        File file = files.get(call.pathParam("name"));
        if (file == null || !file.hash().equals(call.pathParam("hash"))) {
            throw ApiError.of(Refusal.NOT_FOUND, "There is no such file.");
        }
        return Reply.file(file.contentType(), file.content().getBytes())
                .with("Cache-Control", "public, max-age=31536000, immutable")
                .with("X-Content-Type-Options", "nosniff");
    }
}
