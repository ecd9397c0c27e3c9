package io.fluxrouter.simulator.stripe.page;

/** What a browser is answered. */
public sealed interface Screen {
    /** A page of HTML. */
    record Shown(int status, String html) implements Screen {}

    /** Off to another place. */
    record Elsewhere(String url) implements Screen {}

    /** A page with one sentence. */
    static Screen notice(int status, String title, String sentence) {
        return new Shown(
                status,
                Html.page(
                        title,
                        "<div class=\"card\"><h1>%s</h1><p class=\"soft\">%s</p></div>"
                                .formatted(Html.escape(title), Html.escape(sentence))));
    }
}
