package io.fluxrouter.billing.webhook;

import io.fluxrouter.billing.input.Fields;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an endpoint may be. Each check refuses with the field's name. */
final class EndpointTerms {
    static final String ENABLED = "enabled";
    static final String DISABLED = "disabled";

    /** As much as browsers and proxies agree to carry. */
    static final int MAX_URL = 2_000;

    private static final int MAX_PORT = 65_535;

    private final Reach reach;

    EndpointTerms(Reach reach) {
        this.reach = reach;
    }

    String url(@Nullable String given) {
        if (given == null || given.length() > MAX_URL) {
            throw wrongUrl("url must be an address of at most " + MAX_URL + " characters.");
        }
        URI uri = parse(given);
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw wrongUrl("url must begin with https:// or http://.");
        }
        if (uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > MAX_PORT) {
            throw wrongUrl("url must name a host, as in https://example.com/hooks.");
        }
        if (uri.getRawUserInfo() != null) {
            throw wrongUrl("url must not hold a user or password: deliveries are signed instead.");
        }
        if (uri.getRawFragment() != null) throw wrongUrl("url must not have a fragment.");
        refuseUnreachable(uri.getHost());
        return given;
    }

    private static URI parse(String given) {
        try {
            // As it is sent: what is not ASCII has to be escaped, or a name in its own alphabet.
            if (given.chars().anyMatch(one -> one <= ' ' || one > '~')) throw unreadable();
            return new URI(given);
        } catch (URISyntaxException unreadable) {
            throw unreadable();
        }
    }

    private static RuntimeException unreadable() {
        return wrongUrl("url must be an address like https://example.com/hooks.");
    }

    /** Tells at once what sending would refuse; a name is looked up only then. */
    private void refuseUnreachable(String host) {
        boolean allowed;
        try {
            allowed = reach.allows(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException aName) {
            allowed = reach == Reach.ANYWHERE || !host.equalsIgnoreCase("localhost");
        }
        if (!allowed) throw wrongUrl("url must lead to a public address.");
    }

    /** Sorted out: every one said in one way, none said twice. */
    static List<String> events(@Nullable Collection<String> given) {
        if (given == null || given.isEmpty() || given.contains(EventType.EVERY)) {
            requireKnown(given == null ? List.of() : given);
            return List.of(EventType.EVERY);
        }
        requireKnown(given);
        return given.stream().distinct().sorted().toList();
    }

    private static void requireKnown(Collection<String> given) {
        for (String type : given) {
            if (!type.equals(EventType.EVERY) && !EventType.isKnown(type)) {
                throw Fields.invalid(
                        "events must be '*' or of " + String.join(", ", EventType.ALL) + ".",
                        "events");
            }
        }
    }

    static boolean enabled(@Nullable String status) {
        if (ENABLED.equals(status)) return true;
        if (DISABLED.equals(status)) return false;
        throw Fields.invalid("status must be 'enabled' or 'disabled'.", "status");
    }

    private static RuntimeException wrongUrl(String message) {
        return Fields.invalid(message, "url");
    }
}
