package io.fluxrouter.console.oidc;

import io.fluxrouter.billing.identity.IssuedIdentity;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Signs people in at one issuer: sends a browser there, and believes what it comes back with. Safe
 * for all threads; may wait for the issuer.
 */
public final class OidcClient {
    private final OidcSettings settings;
    private final IssuerClient client = new IssuerClient();
    private final Issuer issuer;
    private final IdTokens tokens;
    private final SecureRandom random = new SecureRandom();

    /**
     * Where a browser goes.
     *
     * @param address at the issuer
     * @param state what comes back with it
     * @param browserSecret what the browser keeps meanwhile, out of reach of scripts
     */
    public record Departure(String address, String state, String browserSecret) {

        /** Leaves the secrets out: a record's own text would show them in a log. */
        @Override
        public String toString() {
            return "Departure";
        }
    }

    public OidcClient(OidcSettings settings, InstantSource clock) {
        this.settings = settings;
        this.issuer = new Issuer(settings, client, clock);
        this.tokens = new IdTokens(settings, issuer, clock);
    }

    /** For the button. */
    public String host() {
        return settings.host();
    }

    /**
     * Throws {@link Untrusted} for an issuer that cannot be found.
     *
     * @param returnTo the address of ours that the issuer knows
     */
    public Departure depart(String returnTo) {
        BrowserSecret secret = BrowserSecret.random(random);
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", settings.clientId());
        query.put("redirect_uri", returnTo);
        query.put("scope", "openid email profile");
        query.put("state", secret.state());
        query.put("nonce", secret.nonce());
        query.put("code_challenge", secret.challenge());
        query.put("code_challenge_method", "S256");
        String authorization = issuer.endpoints().authorization().toString();
        String separator = authorization.contains("?") ? "&" : "?";
        return new Departure(
                authorization + separator + form(query), secret.state(), secret.text());
    }

    /** Whether the state is the one that this browser left with. */
    public boolean isOf(String browserSecret, String state) {
        return IdTokens.equal(new BrowserSecret(browserSecret).state(), state);
    }

    /** Who came back with that code; throws {@link Untrusted} for what cannot be believed. */
    public IssuedIdentity arrive(String browserSecret, String code, String returnTo) {
        BrowserSecret secret = new BrowserSecret(browserSecret);
        IssuerEndpoints endpoints = issuer.endpoints();
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", returnTo);
        form.put("code_verifier", secret.verifier());
        HttpRequest.Builder request = request(endpoints, form);
        String token = client.send(request, "the token endpoint").path("id_token").asString("");
        if (token.isEmpty()) throw new Untrusted("the token endpoint gave no ID token");
        return tokens.check(token, secret.nonce());
    }

    private HttpRequest.Builder request(IssuerEndpoints endpoints, Map<String, String> form) {
        URI uri = endpoints.token();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri)
                        .header("Content-Type", "application/x-www-form-urlencoded");
        if (endpoints.secretInBody()) {
            form.put("client_id", settings.clientId());
            form.put("client_secret", settings.clientSecret());
        } else {
            request.header("Authorization", basic());
        }
        return request.POST(HttpRequest.BodyPublishers.ofString(form(form)));
    }

    /** Both parts are encoded as in a form first: RFC 6749, section 2.3.1. */
    private String basic() {
        String both = encoded(settings.clientId()) + ":" + encoded(settings.clientSecret());
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
