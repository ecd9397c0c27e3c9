package io.fluxrouter.console.purchase;

import io.fluxrouter.billing.payment.ReturnUrls;
import io.fluxrouter.console.http.Fields;
import io.fluxrouter.console.http.PublicAddress;
import io.fluxrouter.console.http.Request;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** Where hosted pages send their visitors: where the caller says, or to this installation. */
record Returns(PublicAddress address) {
    private static final int LONGEST = 2_000;

    /** {@code success_url} and {@code cancel_url} of the body. */
    ReturnUrls of(Request request, Fields fields, String success, String cancel) {
        return new ReturnUrls(
                url(fields.text("success_url"), "success_url", request, success),
                url(fields.text("cancel_url"), "cancel_url", request, cancel));
    }

    /** {@code return_url} of the body. */
    String one(Request request, Fields fields, String standard) {
        return url(fields.text("return_url"), "return_url", request, standard);
    }

    private String url(@Nullable String wanted, String name, Request request, String standard) {
        if (wanted == null) return address.forBrowser(request) + standard;
        if (wanted.length() <= LONGEST && isWeb(wanted)) return wanted;
        throw ApiError.of(
                Refusal.INVALID_VALUE, name + " must be like https://example.com/paid.", name);
    }

    private static boolean isWeb(String url) {
        try {
            // The only braces that may be in it are names that are put in later.
            URI uri = new URI(url.replaceAll("\\{[A-Z_]{1,40}}", "x"));
            return uri.getHost() != null
                    && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()));
        } catch (URISyntaxException notAUrl) {
            return false;
        }
    }
}
