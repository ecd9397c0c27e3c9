package io.fluxrouter.console.oidc;

import java.net.URI;
import tools.jackson.databind.JsonNode;

/**
 * Where an issuer is asked for what, as its discovery document says (OpenID Connect Discovery 1.0,
 * section 3).
 *
 * @param secretInBody whether the token endpoint takes the client's secret in the form only
 */
record IssuerEndpoints(URI authorization, URI token, URI keys, boolean secretInBody) {
    private static final String BASIC = "client_secret_basic";

    static URI document(URI issuer) {
        String base = issuer.toString().replaceAll("/+$", "");
        return URI.create(base + "/.well-known/openid-configuration");
    }

    /** Throws {@link Untrusted} for a document of another issuer, or one that lacks an endpoint. */
    static IssuerEndpoints read(JsonNode document, URI issuer) {
        if (!document.path("issuer").asString("").equals(issuer.toString())) {
            throw new Untrusted("the discovery document is of another issuer");
        }
        JsonNode methods = document.path("token_endpoint_auth_methods_supported");
        boolean basic =
                methods.isMissingNode()
                        || methods.valueStream().anyMatch(m -> BASIC.equals(m.asString("")));
        return new IssuerEndpoints(
                endpoint(document, "authorization_endpoint", issuer),
                endpoint(document, "token_endpoint", issuer),
                endpoint(document, "jwks_uri", issuer),
                !basic);
    }

    /** As safe on the way as the issuer itself: nobody in between moves a secret to plain HTTP. */
    private static URI endpoint(JsonNode document, String name, URI issuer) {
        try {
            URI uri = URI.create(document.path(name).asString(""));
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            boolean safe = "https".equals(uri.getScheme()) || "http".equals(issuer.getScheme());
            if (web && safe && uri.getHost() != null && uri.getFragment() == null) return uri;
        } catch (IllegalArgumentException notAUri) {
            // Said below.
        }
        throw new Untrusted("the discovery document has no usable " + name);
    }
}
