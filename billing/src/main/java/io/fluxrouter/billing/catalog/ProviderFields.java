package io.fluxrouter.billing.catalog;

import io.fluxrouter.core.catalog.Provider;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the providers. */
final class ProviderFields {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
    private static final List<String> LIMIT_FIELDS = List.of("max_tokens", "max_completion_tokens");
    private static final Long CONNECTIONS = 10_000L;
    private static final Provider.Timeouts TIMEOUTS = Provider.Timeouts.DEFAULT;

    private final CatalogSettings settings;
    private final Map<String, String> missingKeys = new HashMap<>();

    ProviderFields(CatalogSettings settings) {
        this.settings = settings;
    }

    /**
     * All providers by name, in the order of the file; empty for one that is right but has no
     * credential here, or is wrong, which is reported.
     */
    Map<String, Optional<Provider>> read(Section section) {
        Map<String, Optional<Provider>> providers = new LinkedHashMap<>();
        for (String name : section.names()) {
            Section fields = section.section(name);
            if (!NAME.matcher(name).matches()) {
                section.wrong("\"" + name + "\" cannot be a provider's name; expected a word");
            }
            providers.put(
                    name, Optional.ofNullable(fields == null ? null : provider(name, fields)));
        }
        return providers;
    }

    /** The variables that are not set, by the names of the providers read that want them. */
    Map<String, String> missingKeys() {
        return missingKeys;
    }

    private @Nullable Provider provider(String name, Section fields) {
        YamlNode.Scalar dialect = fields.scalar("dialect", "openai");
        if (dialect != null && !dialect.text().equals("openai")) {
            fields.wrong(dialect, "dialect", "is " + dialect.text() + "; expected openai");
        }
        URI baseUri = baseUri(fields);
        YamlNode.Scalar key = fields.scalar("api_key", "a credential, or ${NAME} of a variable");
        String limitField = limitField(fields);
        Provider.Timeouts timeouts = timeouts(fields);
        Long connections = fields.number("max_connections", CONNECTIONS, 1, 100_000);
        fields.end();
        if (baseUri == null || timeouts == null || connections == null) return null;
        URI simulated = settings.simulator();
        String credential = key == null ? null : credential(name, fields, key);
        if (simulated == null && key != null && credential == null) return null;
        return new Provider(
                name,
                "openai",
                simulated == null ? baseUri : simulated,
                simulated == null ? credential : CatalogSettings.SIMULATED_KEY,
                limitField,
                timeouts,
                Math.toIntExact(connections));
    }

    private static @Nullable URI baseUri(Section fields) {
        String expected = "an http or https URL such as https://api.example.com/v1";
        YamlNode.Scalar scalar = fields.requiredScalar("base_url", expected);
        if (scalar == null) return null;
        try {
            URI uri = new URI(scalar.text());
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            if (web && uri.getHost() != null && uri.getQuery() == null) return uri;
        } catch (URISyntaxException notAUri) {
            fields.wrong(scalar, "base_url", notAUri.getMessage() + "; expected " + expected);
            return null;
        }
        fields.wrong(scalar, "base_url", "is " + scalar.text() + "; expected " + expected);
        return null;
    }

    /** Null where a variable is not set: then the provider cannot be used here. */
    private @Nullable String credential(String name, Section fields, YamlNode.Scalar scalar) {
        Matcher matcher = VARIABLE.matcher(scalar.text());
        if (!matcher.matches()) {
            if (!scalar.text().contains("${")) return scalar.text();
            fields.wrong(scalar, "api_key", "expected ${NAME} of a variable and nothing else");
            return null;
        }
        String value = settings.environment().get(matcher.group(1));
        if (value != null && !value.isBlank()) return value;
        if (settings.simulator() == null) {
            missingKeys.put(name, matcher.group(1));
        }
        return null;
    }

    private static String limitField(Section fields) {
        String expected = String.join(" or ", LIMIT_FIELDS);
        YamlNode.Scalar scalar = fields.scalar("max_tokens_field", expected);
        if (scalar == null) return LIMIT_FIELDS.getFirst();
        if (!LIMIT_FIELDS.contains(scalar.text())) {
            fields.wrong(
                    scalar, "max_tokens_field", "is " + scalar.text() + "; expected " + expected);
        }
        return scalar.text();
    }

    private static Provider.@Nullable Timeouts timeouts(Section fields) {
        Duration connect = seconds(fields, "connect_timeout_seconds", TIMEOUTS.connect());
        Duration firstByte = seconds(fields, "first_byte_timeout_seconds", TIMEOUTS.firstByte());
        Duration idle = seconds(fields, "idle_timeout_seconds", TIMEOUTS.idle());
        return connect == null || firstByte == null || idle == null
                ? null
                : new Provider.Timeouts(connect, firstByte, idle);
    }

    private static @Nullable Duration seconds(Section fields, String name, Duration fallback) {
        Long seconds = fields.number(name, (Long) fallback.toSeconds(), 1, 3_600);
        return seconds == null ? null : Duration.ofSeconds(seconds);
    }
}
