package io.fluxrouter.billing.mail;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where mail goes out, and from whom it comes.
 *
 * @param tls whether the connection begins with TLS; else STARTTLS is used where it is offered
 * @param login empty for a server that asks for nobody's name
 * @param from the sender's bare address
 */
public record SmtpSettings(String host, int port, boolean tls, Optional<Login> login, String from) {

    /** Leaves the password out of its text: it would show in a log. */
    public record Login(String user, String password) {
        @Override
        public String toString() {
            return "Login[" + user + "]";
        }
    }

    /**
     * Reads {@code smtp://user:password@host:port} or {@code smtps://…}; parts of user and password
     * may be percent-encoded. Throws {@link IllegalArgumentException} that does not show the text.
     */
    public static SmtpSettings of(String url, String from) {
        if (!Mail.isAddress(from)) {
            throw new IllegalArgumentException("the sender must be a bare address");
        }
        URI uri = uri(url);
        boolean tls = "smtps".equals(uri.getScheme());
        if ((!tls && !"smtp".equals(uri.getScheme())) || uri.getHost() == null) {
            throw new IllegalArgumentException("expected smtp://user:password@host:port");
        }
        int port = uri.getPort() >= 0 ? uri.getPort() : tls ? 465 : 587;
        return new SmtpSettings(
                uri.getHost(),
                port,
                tls,
                Optional.ofNullable(uri.getRawUserInfo()).map(SmtpSettings::login),
                from);
    }

    private static URI uri(String url) {
        try {
            return URI.create(url);
        } catch (IllegalArgumentException notAUrl) {
            throw new IllegalArgumentException("expected smtp://user:password@host:port");
        }
    }

    private static Login login(String userInfo) {
        int colon = userInfo.indexOf(':');
        if (colon < 0)
            throw new IllegalArgumentException("expected smtp://user:password@host:port");
        return new Login(
                decoded(userInfo.substring(0, colon)), decoded(userInfo.substring(colon + 1)));
    }

    private static String decoded(String text) {
        // A plus stands for itself in this part of an address.
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
