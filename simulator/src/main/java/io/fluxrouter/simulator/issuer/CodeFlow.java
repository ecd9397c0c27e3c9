package io.fluxrouter.simulator.issuer;

import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The two steps of the authorization code flow, as strict as an issuer has to be: one client, PKCE
 * with S256, codes that work once. On the event loop only.
 */
final class CodeFlow {
    private static final int CODE_BYTES = 16;

    private final SimulatedIssuer issuer;
    private final IdTokenWriter tokens;
    private final Map<String, Grant> codes = new HashMap<>();
    private final SecureRandom random = new SecureRandom();

    CodeFlow(SimulatedIssuer issuer, IdTokenWriter tokens) {
        this.issuer = issuer;
        this.tokens = tokens;
    }

    void authorize(HttpServerRequest in) {
        String returnTo = in.getParam("redirect_uri", "");
        boolean complete =
                "code".equals(in.getParam("response_type"))
                        && SimulatedIssuer.CLIENT_ID.equals(in.getParam("client_id"))
                        && in.getParam("scope", "").contains("openid")
                        && "S256".equals(in.getParam("code_challenge_method"))
                        && in.getParam("code_challenge", "").length() == 43
                        && !in.getParam("nonce", "").isEmpty()
                        && !in.getParam("state", "").isEmpty()
                        && returnTo.endsWith("/login/oidc/callback");
        if (!complete) {
            in.response().setStatusCode(400).end();
            return;
        }
        boolean forged = issuer.fault() == IssuerFault.STATE_FORGED;
        String state = forged ? "a state that nobody sent" : in.getParam("state");
        String answer =
                issuer.fault() == IssuerFault.DENIED
                        ? "error=access_denied&error_description="
                                + encoded("<script>alert(1)</script>")
                        : "code=" + grant(in, returnTo);
        in.response()
                .setStatusCode(302)
                .putHeader("Location", returnTo + "?" + answer + "&state=" + encoded(state))
                .end();
    }

    private String grant(HttpServerRequest in, String returnTo) {
        byte[] bytes = new byte[CODE_BYTES];
        random.nextBytes(bytes);
        String code = HexFormat.of().formatHex(bytes);
        codes.put(
                code,
                new Grant(
                        returnTo,
                        in.getParam("nonce"),
                        in.getParam("code_challenge"),
                        issuer.person()));
        return code;
    }

    void token(HttpServerRequest in, String body) {
        Map<String, String> form = form(body);
        Grant grant = codes.remove(form.getOrDefault("code", ""));
        if (issuer.fault() == IssuerFault.TOKEN_500) {
            SimulatedIssuer.answer(in.response(), 500, error("server_error"));
        } else if (!isClient(in.getHeader("Authorization"))) {
            SimulatedIssuer.answer(in.response(), 401, error("invalid_client"));
        } else if (grant == null || !fits(grant, form)) {
            SimulatedIssuer.answer(in.response(), 400, error("invalid_grant"));
        } else if (issuer.fault() == IssuerFault.TOKEN_NOT_JSON) {
            in.response().end("<html>" + tokens.write(grant, issuer.key(), IssuerFault.NONE));
        } else {
            SimulatedIssuer.answer(in.response(), 200, tokens(grant));
        }
    }

    private static boolean isClient(@Nullable String authorization) {
        String both =
                encoded(SimulatedIssuer.CLIENT_ID) + ":" + encoded(SimulatedIssuer.CLIENT_SECRET);
        return ("Basic "
                        + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)))
                .equals(authorization);
    }

    private static boolean fits(Grant grant, Map<String, String> form) {
        String verifier = form.getOrDefault("code_verifier", "");
        return "authorization_code".equals(form.get("grant_type"))
                && grant.returnTo().equals(form.get("redirect_uri"))
                && verifier.length() >= 43
                && grant.challenge().equals(Json.base64(sha256(verifier)));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private ObjectNode tokens(Grant grant) {
        ObjectNode answer =
                Json.object().put("access_token", "for nothing").put("token_type", "Bearer");
        if (issuer.fault() == IssuerFault.NO_ID_TOKEN) return answer;
        return answer.put("id_token", tokens.write(grant, issuer.key(), issuer.fault()));
    }

    private static ObjectNode error(String code) {
        return Json.object().put("error", code);
    }

    private static Map<String, String> form(String body) {
        Map<String, String> form = new HashMap<>();
        for (String pair : body.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                form.put(
                        pair.substring(0, equals),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return form;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
