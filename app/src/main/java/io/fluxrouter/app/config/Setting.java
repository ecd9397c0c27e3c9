package io.fluxrouter.app.config;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A setting an operator can make, by environment variable or in the file that {@code FLUX_CONFIG}
 * names (there in lower case without the prefix: {@code port}). The table in docs/configuration.md
 * is made from this list.
 */
public enum Setting {
    FLUX_MODE(
            "development",
            "`development` or `production`, which insists on an admin token of your own."),
    FLUX_HOST("127.0.0.1", "The address to listen on; `0.0.0.0` for all."),
    FLUX_PORT("8080", "The port to listen on; 0 takes a free one."),
    FLUX_DATA_DIR("data", "Journal, node id and the embedded database. One process at a time."),
    FLUX_DATABASE_URL(
            null,
            "A PostgreSQL of your own, `postgres://user:password@host/db`. Default: embedded."),
    FLUX_CATALOG(
            null, "Your own catalogue of providers, models and prices (YAML). Default: built in."),
    FLUX_ADMIN_TOKEN(
            null,
            "Bearer token of the management API. Default: made at the first start and kept in"
                    + " `admin.token` in the data directory."),
    FLUX_SECRET_KEY(
            null,
            "Seals stored secrets, those of webhooks: 32 random characters or more, the same on all"
                    + " nodes. Default: made at the first start and kept in `secret.key` in the data"
                    + " directory."),
    FLUX_SMTP_URL(
            null,
            "Where mail goes out, `smtp://user:password@host:587` or `smtps://…`. Default: no mail"
                    + " is sent."),
    FLUX_MAIL_FROM(
            null, "The sender of mail, a bare address. Must be there where `FLUX_SMTP_URL` is."),
    FLUX_SELLER_NAME(
            null, "Who sends the operator's invoices, as it stands on them. Default: `Operator`."),
    FLUX_SELLER_ADDRESS(
            null,
            "Its address on them, lines separated by `;`. The country is that of `PUT"
                    + " /api/v1/tax-rates`."),
    FLUX_SELLER_TAX_ID(null, "Its tax id on them."),
    FLUX_JOURNAL_SYNC(
            "interval",
            "`interval`: usage survives a killed process, and a power cut but for 10 ms. `always`:"
                    + " a power cut too, before the reply ends."),
    FLUX_EVENT_LOOPS(null, "Threads of the request plane. Default: one per processor."),
    FLUX_PROVIDER_URL(
            null, "Sends every provider's calls to this base URL instead, for tests and trials."),
    FLUX_TRUSTED_PROXIES(
            null,
            "Address ranges of the proxies in front, `10.0.0.0/8, 2001:db8::1`. Only they are"
                    + " believed about a client's address. Default: nobody is."),
    FLUX_STRIPE(
            "off",
            "`off`: what is bought counts as paid at once in development, and is refused in production."
                    + " `fake`: a simulated Stripe on loopback, to try every page without an account; not in production."
                    + " `live`: Stripe, or a stand-in at `FLUX_STRIPE_URL`."),
    FLUX_STRIPE_KEY(null, "The secret key of your Stripe account, `sk_...`. `live` needs it."),
    FLUX_STRIPE_WEBHOOK_SECRET(
            null,
            "What Stripe signs its webhooks to `/webhooks/stripe` with, `whsec_...`; two separated"
                    + " by a comma while it is rolled. `live` needs it."),
    FLUX_STRIPE_URL(null, "Sends Stripe's calls to this base URL instead, for tests and trials."),
    FLUX_PUBLIC_URL(
            null,
            "Where people reach the console, `https://flux.example.com`: links in mail lead there, and"
                    + " pages to pay on send their visitors back there. Default: where the node listens,"
                    + " for pages where the request came. Production needs it to send mail."),
    FLUX_OIDC_ISSUER(
            null,
            "An issuer of OpenID Connect to sign in with, `https://login.example.com`. Default:"
                    + " passwords only."),
    FLUX_OIDC_CLIENT_ID(null, "What the issuer calls this router. `FLUX_OIDC_ISSUER` needs it."),
    FLUX_OIDC_CLIENT_SECRET(null, "The secret that goes with it. `FLUX_OIDC_ISSUER` needs it."),
    FLUX_OIDC_SIGNUP(
            "refused",
            "What becomes of somebody whom the issuer knows and nobody here invited: `refused`, or"
                    + " `allowed`, which makes a customer of their own."),
    FLUX_UNKNOWN_CUSTOMERS(
            "refused",
            "What a usage event of an unknown customer does: `refused` answers 404, `created` makes"
                    + " the customer."),
    FLUX_LOG_LEVEL("info", "`error`, `warn`, `info` or `debug`.");

    private final @Nullable String standard;
    private final String meaning;

    Setting(@Nullable String standard, String meaning) {
        this.standard = standard;
        this.meaning = meaning;
    }

    public Optional<String> standard() {
        return Optional.ofNullable(standard);
    }

    public String meaning() {
        return meaning;
    }
}
