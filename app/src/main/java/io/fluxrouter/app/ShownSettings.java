package io.fluxrouter.app;

import io.fluxrouter.app.config.Config;
import io.fluxrouter.app.config.Setting;
import io.fluxrouter.console.oidc.OidcSettings;
import io.fluxrouter.console.page.admin.SettingsPage;
import io.fluxrouter.core.access.IpRange;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The settings of this process as the operator may see them: of secrets, whether there is one. */
final class ShownSettings {
    private static final String SET = "set";

    private ShownSettings() {}

    static List<SettingsPage.Row> of(Config config) {
        return Arrays.stream(Setting.values())
                .map(
                        one ->
                                new SettingsPage.Row(
                                        one.name(),
                                        value(config, one),
                                        one.meaning().replace("`", "")))
                .toList();
    }

    private static String value(Config config, Setting setting) {
        return switch (setting) {
            case FLUX_MODE -> key(config.mode());
            case FLUX_HOST -> config.host();
            case FLUX_PORT -> Integer.toString(config.port());
            case FLUX_DATA_DIR -> config.dataDirectory().toString();
            case FLUX_DATABASE_URL -> secret(config.databaseUrl());
            case FLUX_CATALOG -> text(config.catalog());
            case FLUX_ADMIN_TOKEN -> secret(config.adminToken());
            case FLUX_SECRET_KEY -> secret(config.secretKey());
            case FLUX_SMTP_URL -> secret(config.mail());
            case FLUX_MAIL_FROM -> config.mail().map(mail -> mail.from()).orElse("");
            case FLUX_SELLER_NAME -> config.seller().map(seller -> or(seller.name())).orElse("");
            case FLUX_SELLER_ADDRESS ->
                    config.seller().map(seller -> String.join(", ", seller.address())).orElse("");
            case FLUX_SELLER_TAX_ID -> config.seller().map(seller -> or(seller.taxId())).orElse("");
            case FLUX_JOURNAL_SYNC -> key(config.journalSync());
            case FLUX_EVENT_LOOPS -> Integer.toString(config.eventLoops());
            case FLUX_PROVIDER_URL -> text(config.providerUrl());
            case FLUX_TRUSTED_PROXIES -> proxies(config);
            case FLUX_STRIPE -> key(config.stripe().mode());
            case FLUX_STRIPE_KEY -> secret(config.stripe().key());
            case FLUX_STRIPE_WEBHOOK_SECRET ->
                    config.stripe().webhookSecrets().isEmpty() ? "" : SET;
            case FLUX_STRIPE_URL -> text(config.stripe().url());
            case FLUX_PUBLIC_URL -> text(config.signIn().publicUrl());
            case FLUX_OIDC_ISSUER -> text(config.signIn().oidc().map(OidcSettings::issuer));
            case FLUX_OIDC_CLIENT_ID -> text(config.signIn().oidc().map(OidcSettings::clientId));
            case FLUX_OIDC_CLIENT_SECRET -> secret(config.signIn().oidc());
            case FLUX_OIDC_SIGNUP -> key(config.signIn().oidcSignup());
            case FLUX_UNKNOWN_CUSTOMERS -> key(config.unknownCustomers());
            case FLUX_LOG_LEVEL -> config.logLevel();
        };
    }

    private static String proxies(Config config) {
        return config.trustedProxies().ranges().stream()
                .map(IpRange::text)
                .collect(Collectors.joining(", "));
    }

    private static String key(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String text(Optional<?> value) {
        return value.map(Object::toString).orElse("");
    }

    private static String or(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static String secret(Optional<?> value) {
        return value.isPresent() ? SET : "";
    }
}
