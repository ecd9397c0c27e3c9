package io.fluxrouter.app.config;

import io.fluxrouter.billing.invoice.SellerDetails;
import io.fluxrouter.billing.mail.SmtpSettings;
import io.fluxrouter.console.oidc.OidcSettings;
import io.fluxrouter.core.auth.TrustedProxies;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads and checks the settings, collecting every mistake. The environment wins over the file. */
final class ConfigReader {
    private static final String PREFIX = "FLUX_";
    private static final String FILE = "FLUX_CONFIG";

    /** Read by the launcher or by clients, not by this process. */
    private static final Set<String> OTHERS =
            Set.of("FLUX_HEAP", "FLUX_NO_BUILD", "FLUX_API_KEY", "FLUX_URL");

    private final Map<String, String> environment;
    private final Map<Setting, String> values = new EnumMap<>(Setting.class);
    private final List<String> mistakes = new ArrayList<>();

    ConfigReader(Map<String, String> environment) {
        this.environment = environment;
    }

    Config read() {
        String file = environment.get(FILE);
        if (file != null) readFile(Path.of(file));
        environment.forEach(this::readVariable);
        Config config =
                new Config(
                        choice(Setting.FLUX_MODE, Config.Mode.class, Config.Mode.DEVELOPMENT),
                        text(Setting.FLUX_HOST).orElse("127.0.0.1"),
                        number(Setting.FLUX_PORT, 0, 65_535).orElse(8080),
                        Path.of(text(Setting.FLUX_DATA_DIR).orElse("data")).toAbsolutePath(),
                        text(Setting.FLUX_DATABASE_URL),
                        parsed(Setting.FLUX_CATALOG, this::readableFile),
                        parsed(Setting.FLUX_ADMIN_TOKEN, this::longEnough),
                        parsed(Setting.FLUX_SECRET_KEY, this::hardToGuess),
                        parsed(Setting.FLUX_SMTP_URL, this::mail),
                        seller(),
                        choice(
                                Setting.FLUX_JOURNAL_SYNC,
                                Config.JournalSync.class,
                                Config.JournalSync.INTERVAL),
                        number(Setting.FLUX_EVENT_LOOPS, 1, 256)
                                .orElse(Runtime.getRuntime().availableProcessors()),
                        parsed(Setting.FLUX_PROVIDER_URL, this::httpUrl),
                        parsed(Setting.FLUX_TRUSTED_PROXIES, TrustedProxies::parse)
                                .orElse(TrustedProxies.NONE),
                        stripe(),
                        signIn(),
                        choice(
                                Setting.FLUX_UNKNOWN_CUSTOMERS,
                                Config.UnknownCustomers.class,
                                Config.UnknownCustomers.REFUSED),
                        text(Setting.FLUX_LOG_LEVEL).orElse("info").toLowerCase(Locale.ROOT));
        checkTogether(config);
        if (!mistakes.isEmpty()) throw new ConfigException(mistakes);
        return config;
    }

    private void checkTogether(Config config) {
        if (config.stripe().mode() == StripeConfig.Mode.LIVE) checkLive(config.stripe());
        if (config.mode() == Config.Mode.PRODUCTION) checkProduction(config);
        config.signIn().oidc().ifPresent(this::checkOidc);
        if (!List.of("error", "warn", "info", "debug").contains(config.logLevel())) {
            mistakes.add("FLUX_LOG_LEVEL: expected error, warn, info or debug.");
        }
    }

    private void checkProduction(Config config) {
        if (config.adminToken().isEmpty()) {
            mistakes.add("FLUX_ADMIN_TOKEN: production needs one of your own.");
        }
        if (config.stripe().mode() == StripeConfig.Mode.FAKE) {
            mistakes.add(
                    "FLUX_STRIPE: production takes no simulated money; set it to live or off.");
        }
        if (config.mail().isPresent() && config.signIn().publicUrl().isEmpty()) {
            mistakes.add("FLUX_PUBLIC_URL: links in mail would lead nowhere without it.");
        }
        config.signIn()
                .oidc()
                .filter(oidc -> !"https".equals(oidc.issuer().getScheme()))
                .ifPresent(
                        oidc ->
                                mistakes.add(
                                        "FLUX_OIDC_ISSUER: production needs an https:// address."));
    }

    private void checkOidc(OidcSettings oidc) {
        if (oidc.clientId().isEmpty()) {
            mistakes.add("FLUX_OIDC_CLIENT_ID: the issuer has to know who asks.");
        }
        if (oidc.clientSecret().isEmpty()) {
            mistakes.add("FLUX_OIDC_CLIENT_SECRET: the issuer has to know who asks.");
        }
    }

    private void checkLive(StripeConfig stripe) {
        if (stripe.key().isEmpty()) {
            mistakes.add("FLUX_STRIPE_KEY: live payments need the key of your account.");
        }
        if (stripe.webhookSecrets().isEmpty()) {
            mistakes.add("FLUX_STRIPE_WEBHOOK_SECRET: live payments need the endpoint's secret.");
        }
    }

    private StripeConfig stripe() {
        return new StripeConfig(
                choice(Setting.FLUX_STRIPE, StripeConfig.Mode.class, StripeConfig.Mode.OFF),
                text(Setting.FLUX_STRIPE_KEY),
                text(Setting.FLUX_STRIPE_WEBHOOK_SECRET).map(this::separated).orElse(List.of()),
                parsed(Setting.FLUX_STRIPE_URL, this::httpUrl));
    }

    private SignInConfig signIn() {
        return new SignInConfig(
                parsed(Setting.FLUX_PUBLIC_URL, this::origin),
                parsed(Setting.FLUX_OIDC_ISSUER, this::httpUrl).map(this::oidc),
                choice(
                        Setting.FLUX_OIDC_SIGNUP,
                        SignInConfig.OidcSignup.class,
                        SignInConfig.OidcSignup.REFUSED));
    }

    private OidcSettings oidc(URI issuer) {
        return new OidcSettings(
                issuer,
                text(Setting.FLUX_OIDC_CLIENT_ID).orElse(""),
                text(Setting.FLUX_OIDC_CLIENT_SECRET).orElse(""));
    }

    private List<String> separated(String value) {
        return Arrays.stream(value.split(",", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private void readVariable(String name, String value) {
        if (!name.startsWith(PREFIX) || name.equals(FILE) || OTHERS.contains(name)) return;
        Setting setting = known(name);
        if (setting == null) {
            mistakes.add(name + ": unknown setting. docs/configuration.md lists all.");
        } else if (!value.isBlank()) {
            values.put(setting, value.strip());
        }
    }

    private void readFile(Path file) {
        try {
            JsonNode root = new YAMLMapper().readTree(Files.readString(file));
            root.properties().forEach(entry -> readEntry(file, entry.getKey(), entry.getValue()));
        } catch (IOException | JacksonException unreadable) {
            mistakes.add(FILE + ": cannot read " + file + ": " + unreadable.getMessage());
        }
    }

    private void readEntry(Path file, String name, JsonNode value) {
        Setting setting = known(PREFIX + name.toUpperCase(Locale.ROOT));
        if (setting == null) {
            mistakes.add(file + ": unknown setting '" + name + "'.");
        } else {
            values.put(setting, value.asString());
        }
    }

    private static @Nullable Setting known(String name) {
        for (Setting setting : Setting.values()) if (setting.name().equals(name)) return setting;
        return null;
    }

    private Optional<String> text(Setting setting) {
        String value = values.get(setting);
        return value != null ? Optional.of(value) : setting.standard();
    }

    private Optional<Integer> number(Setting setting, int least, int most) {
        return parsed(
                setting,
                value -> {
                    int number = Integer.parseInt(value);
                    if (number < least || number > most) {
                        throw new IllegalArgumentException("expected " + least + " to " + most);
                    }
                    return number;
                });
    }

    private <E extends Enum<E>> E choice(Setting setting, Class<E> type, E standard) {
        return parsed(setting, value -> Enum.valueOf(type, value.toUpperCase(Locale.ROOT)))
                .orElse(standard);
    }

    private <T> Optional<T> parsed(Setting setting, Function<String, T> parser) {
        return text(setting)
                .flatMap(
                        value -> {
                            try {
                                return Optional.of(parser.apply(value));
                            } catch (IllegalArgumentException wrong) {
                                mistakes.add(mistake(setting, wrong));
                                return Optional.empty();
                            }
                        });
    }

    /** Never shows the value: it may be a secret. */
    private static String mistake(Setting setting, IllegalArgumentException wrong) {
        String why =
                wrong instanceof NumberFormatException ? "not a whole number" : wrong.getMessage();
        return setting.name() + ": " + why + ". " + setting.meaning();
    }

    private SmtpSettings mail(String url) {
        return SmtpSettings.of(url, text(Setting.FLUX_MAIL_FROM).orElse(""));
    }

    /** Said as a whole: what is left out is not on the paper. */
    private Optional<SellerDetails> seller() {
        Optional<String> name = text(Setting.FLUX_SELLER_NAME);
        Optional<String> address = text(Setting.FLUX_SELLER_ADDRESS);
        Optional<String> taxId = text(Setting.FLUX_SELLER_TAX_ID);
        if (name.isEmpty() && address.isEmpty() && taxId.isEmpty()) return Optional.empty();
        List<String> lines =
                Arrays.stream(address.orElse("").split(";"))
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList();
        return Optional.of(new SellerDetails(name.orElse(null), lines, taxId.orElse(null)));
    }

    private Path readableFile(String value) {
        Path path = Path.of(value);
        if (!Files.isReadable(path)) throw new IllegalArgumentException("cannot read " + path);
        return path;
    }

    private String longEnough(String value) {
        if (value.length() < 16) throw new IllegalArgumentException("at least 16 characters");
        return value;
    }

    private String hardToGuess(String value) {
        if (value.length() < 32) throw new IllegalArgumentException("at least 32 characters");
        return value;
    }

    /** An address without a path, as browsers write an origin. */
    private URI origin(String value) {
        URI uri = httpUrl(value.replaceAll("/+$", ""));
        boolean bare =
                uri.getPath().isEmpty()
                        && uri.getUserInfo() == null
                        && uri.getQuery() == null
                        && uri.getFragment() == null;
        if (!bare) throw new IllegalArgumentException("expected https://host without a path");
        return uri;
    }

    private URI httpUrl(String value) {
        URI uri = URI.create(value);
        boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!http || uri.getHost() == null) {
            throw new IllegalArgumentException("expected http://host:port/path");
        }
        return uri;
    }
}
