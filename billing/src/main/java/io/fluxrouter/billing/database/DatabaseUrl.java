package io.fluxrouter.billing.database;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;

/**
 * Where a database is and who we are there. The password is kept apart from the address, so that
 * the address may appear in messages; {@link #toString} shows no more than the address.
 */
public record DatabaseUrl(String jdbcUrl, @Nullable String user, @Nullable String password) {
    private static final String DEFAULT_PORT = "5432";

    /** Names that libpq and the services that hand out {@code postgres://} addresses use. */
    private static final Map<String, String> DRIVER_NAMES =
            Map.of(
                    "application_name", "ApplicationName",
                    "channel_binding", "channelBinding",
                    "connect_timeout", "connectTimeout");

    /**
     * Reads {@code jdbc:postgresql://host:port/db?...} or {@code
     * postgres://user:pass@host:port/db?...}. Special characters in user, password, database and
     * parameters are percent-encoded.
     *
     * @throws DatabaseException if it is neither; the message repeats nothing that may be a
     *     password
     */
    public static DatabaseUrl parse(String text) {
        String rest = withoutScheme(text.strip());
        int end = endOfAuthority(rest);
        String authority = rest.substring(0, end);
        String tail = rest.substring(end);
        // A raw / or ? in the password ends the authority early, and the rest of it would be read
        // as
        // a database or a parameter.
        if (tail.contains("@")) {
            throw wrong("write the characters / ? # @ in a user or password as %2F %3F %23 %40");
        }
        int at = authority.lastIndexOf('@');
        int question = tail.indexOf('?');
        String path = question < 0 ? tail : tail.substring(0, question);
        Map<String, String> parameters =
                parameters(question < 0 ? "" : tail.substring(question + 1));
        String address =
                "jdbc:postgresql://" + hosts(authority.substring(at + 1)) + "/" + database(path);
        return build(address, at < 0 ? "" : authority.substring(0, at), parameters);
    }

    private static DatabaseUrl build(
            String address, String userInfo, Map<String, String> parameters) {
        int colon = userInfo.indexOf(':');
        String user = parameters.remove("user");
        String password = parameters.remove("password");
        if (!userInfo.isEmpty()) {
            user = decode(colon < 0 ? userInfo : userInfo.substring(0, colon));
            if (colon >= 0) password = decode(userInfo.substring(colon + 1));
        }
        String query =
                parameters.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + encode(entry.getValue()))
                        .collect(Collectors.joining("&"));
        return new DatabaseUrl(query.isEmpty() ? address : address + "?" + query, user, password);
    }

    private static String withoutScheme(String text) {
        for (String scheme : List.of("jdbc:postgresql://", "postgresql://", "postgres://")) {
            if (text.startsWith(scheme)) return text.substring(scheme.length());
        }
        throw wrong("it must begin with jdbc:postgresql:// or postgres://");
    }

    private static int endOfAuthority(String rest) {
        for (int i = 0; i < rest.length(); i++) {
            if ("/?#".indexOf(rest.charAt(i)) >= 0) return i;
        }
        return rest.length();
    }

    private static String hosts(String text) {
        return List.of(text.split(",", -1)).stream()
                .map(DatabaseUrl::host)
                .collect(Collectors.joining(","));
    }

    private static String host(String text) {
        int colon = text.startsWith("[") ? text.indexOf("]:") + 1 : text.lastIndexOf(':');
        boolean hasPort = colon > 0;
        String name = hasPort ? text.substring(0, colon) : text;
        String port = hasPort ? text.substring(colon + 1) : DEFAULT_PORT;
        if (!name.matches("[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.%]+]"))
            throw wrong("it names no valid host");
        if (!port.matches("\\d{1,5}")) throw wrong("the port is not a number");
        return name + ":" + port;
    }

    private static String database(String path) {
        String name = path.startsWith("/") ? path.substring(1) : path;
        if (name.isEmpty() || name.contains("/") || name.contains("#")) {
            throw wrong("it names no database (…://host:port/database)");
        }
        return encode(decode(name));
    }

    private static Map<String, String> parameters(String query) {
        var parameters = new LinkedHashMap<String, String>();
        for (String pair : query.split("&", -1)) {
            if (pair.isEmpty()) continue;
            int equals = pair.indexOf('=');
            if (equals < 0) throw wrong("a parameter after ? has no value");
            String name =
                    DRIVER_NAMES.getOrDefault(pair.substring(0, equals), pair.substring(0, equals));
            if (PGProperty.forName(name) == null) throw wrong("there is no parameter " + name);
            parameters.put(name, decode(pair.substring(equals + 1)));
        }
        return parameters;
    }

    private static String decode(String text) {
        try {
            // A plus sign is itself here; only in web forms does it stand for a space.
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw wrong(
                    "a % is not followed by two hexadecimal digits; write a percent sign as %25");
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static DatabaseException wrong(String what) {
        return new DatabaseException("the database URL is wrong: " + what);
    }

    @Override
    public String toString() {
        return jdbcUrl;
    }
}
