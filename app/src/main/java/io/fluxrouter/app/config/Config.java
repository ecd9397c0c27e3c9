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

    /** The same settings for a show: a directory of its own, one provider, simulated payments. */
    public Config forDemo(Path directory, URI provider) {
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
                Optional.of(provider),
                trustedProxies,
                StripeConfig.fake(),
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
