package io.fluxrouter.console.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.fluxrouter.console.http.Reply;

/**
 * Fills templates in. Each takes one model, named {@code page}. What is filled in is escaped by the
 * template engine for the place it stands in, and a strict policy lets no script run but the
 * console's own files. Thread-safe.
 */
public final class PageWriter {
    private static final String HTML = "text/html; charset=utf-8";
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; form-action 'self'; base-uri 'none';"
                    + " frame-ancestors 'none'";

    private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);
    private final Assets assets;

    public PageWriter(Assets assets) {
        this.assets = assets;
    }

    public Assets assets() {
        return assets;
    }

    public Reply write(String template, Object page) {
        return write(200, template, page);
    }

    public Reply write(int status, String template, Object page) {
        StringOutput output = new StringOutput(16 * 1024);
        templates.render(template, page, output);
        return guarded(new Reply(status, HTML, output.toString()));
    }

    /** With the headers that every page has. */
    static Reply guarded(Reply reply) {
        return reply.with("Content-Security-Policy", POLICY)
                .with("Referrer-Policy", "same-origin")
                .with("X-Content-Type-Options", "nosniff")
                .with("X-Frame-Options", "DENY");
    }
}
