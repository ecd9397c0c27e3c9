package io.fluxrouter.app.config;

import io.fluxrouter.billing.invoice.SellerDetails;
import io.fluxrouter.billing.mail.SmtpSettings;
import io.fluxrouter.core.auth.TrustedProxies;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The settings of one process, read and checked once at start. */
public record Config(
        Mode mode,
        String host,
        int port,
        Path dataDirectory,
        Optional<String> databaseUrl,
        Optional<Path> catalog,
        Optional<String> adminToken,
        Optional<String> secretKey,
        Optional<SmtpSettings> mail,
        Optional<SellerDetails> seller,
        JournalSync journalSync,
        int eventLoops,
        Optional<URI> providerUrl,
        TrustedProxies trustedProxies,
        StripeConfig stripe,
        SignInConfig signIn,
        UnknownCustomers unknownCustomers,
        String logLevel) {

    /** What the process is for. */
    public enum Mode {
        DEVELOPMENT,
        PRODUCTION
    }

    /** What a usage event of an unknown customer does. */
    public enum UnknownCustomers {
        REFUSED,
        CREATED
    }

    /** What an event that a caller has seen survives. */
    public enum JournalSync {
        INTERVAL,
        ALWAYS
    }

    /** Throws {@link ConfigException} that names every mistake. */
    public static Config from(Map<String, String> environment) {
        return new ConfigReader(environment).read();
    }

    public Config withDataDirectory(Path directory) {
        return new Config(
                mode,
                host,
                port,
                directory,
                databaseUrl,
                catalog,
                adminToken,
                secretKey,
                mail,
                seller,
                journalSync,
                eventLoops,
                providerUrl,
                trustedProxies,
                stripe,
                signIn,
                unknownCustomers,
                logLevel);
    }

    /** Sends every provider's calls to one place. */
    public Config withProviderUrl(URI url) {
        return new Config(
                mode,
                host,
                port,
                dataDirectory,
                databaseUrl,
                catalog,
                adminToken,
                secretKey,
                mail,
                seller,
                journalSync,
                eventLoops,
                Optional.of(url),
                trustedProxies,
                stripe,
                signIn,
                unknownCustomers,
                logLevel);
    }

    /** Pays by other means. */
    public Config withStripe(StripeConfig payments) {
        return new Config(
                mode,
                host,
                port,
                dataDirectory,
                databaseUrl,
                catalog,
                adminToken,
                secretKey,
                mail,
                seller,
                journalSync,
                eventLoops,
                providerUrl,
                trustedProxies,
                payments,
                signIn,
                unknownCustomers,
                logLevel);
    }

    /** Leaves the secrets out: a record's own text would show them in a log. */
    @Override
    public String toString() {
        return "Config[" + mode + ", " + host + ":" + port + ", " + dataDirectory + "]";
    }
}
