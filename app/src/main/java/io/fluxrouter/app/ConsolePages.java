package io.fluxrouter.app;

import io.fluxrouter.app.config.Config;
import io.fluxrouter.app.config.SignInConfig;
import io.fluxrouter.billing.account.Accounts;
import io.fluxrouter.billing.account.PageSessions;
import io.fluxrouter.billing.account.PasswordResets;
import io.fluxrouter.billing.alert.Alerts;
import io.fluxrouter.billing.audit.AuditLog;
import io.fluxrouter.billing.budget.Budgets;
import io.fluxrouter.billing.budget.Teams;
import io.fluxrouter.billing.collection.PayNow;
import io.fluxrouter.billing.credit.Credits;
import io.fluxrouter.billing.customer.Customers;
import io.fluxrouter.billing.customer.PlanChanges;
import io.fluxrouter.billing.customer.Plans;
import io.fluxrouter.billing.identity.Identities;
import io.fluxrouter.billing.identity.IdentityAttempts;
import io.fluxrouter.billing.invoice.InvoiceLinks;
import io.fluxrouter.billing.invoice.Invoices;
import io.fluxrouter.billing.key.Keys;
import io.fluxrouter.billing.ledger.Transactions;
import io.fluxrouter.billing.member.Invitations;
import io.fluxrouter.billing.member.Members;
import io.fluxrouter.billing.meter.MeterBook;
import io.fluxrouter.billing.plan.BillingPlans;
import io.fluxrouter.billing.purchase.AutoTopups;
import io.fluxrouter.billing.purchase.Packages;
import io.fluxrouter.billing.settle.SettlerHealth;
import io.fluxrouter.billing.spend.MonthStates;
import io.fluxrouter.billing.subscription.Subscriptions;
import io.fluxrouter.billing.usage.RequestLog;
import io.fluxrouter.billing.usage.UsageReports;
import io.fluxrouter.billing.usage.UsageSeries;
import io.fluxrouter.console.api.Settled;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.PublicAddress;
import io.fluxrouter.console.invoice.InvoiceDocuments;
import io.fluxrouter.console.invoice.InvoicePaper;
import io.fluxrouter.console.oidc.OidcClient;
import io.fluxrouter.console.oidc.OidcSettings;
import io.fluxrouter.console.page.Assets;
import io.fluxrouter.console.page.PageCookie;
import io.fluxrouter.console.page.PageDoor;
import io.fluxrouter.console.page.PageFrames;
import io.fluxrouter.console.page.PageWriter;
import io.fluxrouter.console.page.UsageSources;
import io.fluxrouter.console.page.account.Entrance;
import io.fluxrouter.console.page.account.IdentityPages;
import io.fluxrouter.console.page.account.InvitationPages;
import io.fluxrouter.console.page.account.PasswordPages;
import io.fluxrouter.console.page.account.SignInPages;
import io.fluxrouter.console.page.admin.AdminSources;
import io.fluxrouter.console.page.admin.WebhookPages;
import io.fluxrouter.console.page.audit.AuditPages;
import io.fluxrouter.console.page.billing.BillingPages;
import io.fluxrouter.console.page.billing.BillingSources;
import io.fluxrouter.console.page.billing.InvoicePages;
import io.fluxrouter.console.page.billing.PlanPages;
import io.fluxrouter.console.page.home.HomePages;
import io.fluxrouter.console.page.home.UpcomingInvoices;
import io.fluxrouter.console.page.key.KeyPages;
import io.fluxrouter.console.page.people.PeoplePages;
import io.fluxrouter.console.page.playground.PlaygroundPages;
import io.fluxrouter.console.page.spend.SpendPages;
import io.fluxrouter.console.page.spend.SpendSources;
import io.fluxrouter.console.page.usage.UsagePages;
import io.fluxrouter.core.catalog.Catalog;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;

/** The pages of the console, wired. */
final class ConsolePages {
    private final Config config;
    private final Jdbi jdbi;
    private final Clock clock;
    private final MeterBook meters;
    private final PaymentApi payments;
    private final WebhookApi webhooks;
    private final Health health;
    private final Assets assets = new Assets();
    private final PageWriter writer = new PageWriter(assets);
    private final PageFrames frames;
    private final SignInConfig signIn;
    private final boolean mails;
    private final boolean secure;
    private final PublicAddress address;
    private final PageSessions sessions;
    private final Accounts accounts;
    private final Customers customers;
    private final Members members;
    private final PageDoor door;
    private final UsageSources usage;

    /** How the program does, for the operator. */
    record Health(Supplier<Map<String, String>> providers, Supplier<SettlerHealth> settler) {}

    /** What the pages need of the rest of the program. */
    record Needs(
            Jdbi jdbi,
            MeterBook meters,
            PaymentApi payments,
            WebhookApi webhooks,
            Health health,
            Keys keys,
            Supplier<Catalog> catalog,
            Settled settled,
            PublicAddress address) {}

    ConsolePages(Config config, Needs needs, Clock clock) {
        this.config = config;
        this.jdbi = needs.jdbi();
        this.clock = clock;
        this.meters = needs.meters();
        this.payments = needs.payments();
        this.webhooks = needs.webhooks();
        this.health = needs.health();
        this.frames = new PageFrames(assets, config.mode() == Config.Mode.DEVELOPMENT);
        this.signIn = config.signIn();
        this.mails = config.mail().isPresent();
        this.secure = config.mode() == Config.Mode.PRODUCTION;
        this.address = needs.address();
        this.sessions = new PageSessions(jdbi, clock);
        this.accounts = new Accounts(jdbi, clock);
        this.customers = new Customers(jdbi, clock);
        this.members = new Members(jdbi, accounts, customers, clock);
        this.door =
                new PageDoor(
                        new PageDoor.Parts(
                                sessions,
                                members,
                                customers,
                                PageCookie.ofSession(secure),
                                frames,
                                writer));
        this.usage =
                new UsageSources(
                        new UsageSeries(jdbi),
                        new UsageReports(jdbi),
                        new RequestLog(jdbi),
                        new MonthStates(jdbi),
                        needs.keys(),
                        needs.catalog(),
                        needs.settled(),
                        clock);
    }

    List<Endpoint> endpoints() {
        List<Endpoint> all = new ArrayList<>(assets.endpoints());
        Invitations invitations = new Invitations(jdbi, accounts, members, clock);
        all.addAll(entrance(invitations));
        UpcomingInvoices upcoming =
                new UpcomingInvoices(
                        new Subscriptions(jdbi, clock),
                        InvoiceApi.invoices(jdbi, meters, clock),
                        new BillingPlans(jdbi, clock));
        all.addAll(new HomePages(door, frames, writer, usage, sessions, upcoming).endpoints());
        all.addAll(new UsagePages(door, frames, writer, usage).endpoints());
        all.addAll(new PeoplePages(door, frames, writer, members, invitations).endpoints());
        all.addAll(new PlaygroundPages(door, frames, writer, usage).endpoints());
        BillingSources money = money();
        all.addAll(new BillingPages(door, frames, writer, money, clock).endpoints());
        all.addAll(new PlanPages(door, frames, writer, money).endpoints());
        all.addAll(new InvoicePages(door, frames, writer, money).endpoints());
        AuditLog audit = new AuditLog(jdbi);
        SpendSources spend =
                new SpendSources(
                        new Budgets(jdbi, clock),
                        new Alerts(jdbi, clock),
                        new Teams(jdbi, clock),
                        usage.keys(),
                        audit,
                        clock);
        all.addAll(new SpendPages(door, frames, writer, spend).endpoints());
        all.addAll(admin(money, audit));
        WebhookPages.Parts told =
                new WebhookPages.Parts(webhooks.webhooks(), webhooks.deliveries(), audit, clock);
        all.addAll(new WebhookPages(door, frames, writer, told).endpoints());
        all.addAll(new KeyPages(door, frames, writer, usage, audit).endpoints());
        all.addAll(new AuditPages(door, frames, writer, usage, audit).endpoints());
        return all;
    }

    private List<Endpoint> admin(BillingSources money, AuditLog audit) {
        return new AdminConsole(
                        new AdminConsole.Shell(door, frames, writer),
                        new AdminSources(
                                usage,
                                customers,
                                money.plans(),
                                money.credits(),
                                money.invoices(),
                                money.paper(),
                                audit,
                                health.providers(),
                                health.settler(),
                                ShownSettings.of(config)))
                .endpoints(jdbi, meters, clock);
    }

    /** The ways in. */
    private List<Endpoint> entrance(Invitations invitations) {
        Entrance entrance =
                new Entrance(
                        writer,
                        sessions,
                        PageCookie.ofSession(secure),
                        signIn.oidc().map(OidcSettings::host));
        PasswordResets resets = new PasswordResets(jdbi, accounts, clock);
        List<Endpoint> all = new ArrayList<>();
        all.addAll(new SignInPages(door, entrance, accounts, members).endpoints());
        all.addAll(new InvitationPages(door, entrance, invitations).endpoints());
        all.addAll(new PasswordPages(door, entrance, resets, address, mails).endpoints());
        signIn.oidc()
                .map(oidc -> identityPages(oidc, entrance, invitations))
                .ifPresent(pages -> all.addAll(pages.endpoints()));
        return all;
    }

    private IdentityPages identityPages(
            OidcSettings oidc, Entrance entrance, Invitations invitations) {
        Identities identities =
                new Identities(
                        jdbi,
                        new Identities.People(accounts, members, invitations),
                        signIn.oidcSignup() == SignInConfig.OidcSignup.ALLOWED,
                        clock);
        return new IdentityPages(
                door,
                entrance,
                PageCookie.ofDeparture(secure),
                address,
                new IdentityPages.Parts(
                        new OidcClient(oidc, clock),
                        new IdentityAttempts(jdbi, clock),
                        identities));
    }

    private BillingSources money() {
        Invoices invoices = InvoiceApi.invoices(jdbi, meters, clock);
        return new BillingSources(
                customers,
                new Plans(jdbi),
                new PlanChanges(jdbi, clock),
                new Credits(jdbi, clock),
                new Packages(jdbi, clock),
                payments.purchases(),
                new AutoTopups(jdbi, clock),
                new PayNow(jdbi, invoices, payments.cards(), payments.isSimulated(), clock),
                payments.cards(),
                new Transactions(jdbi),
                invoices,
                new InvoiceLinks(jdbi, clock),
                new InvoicePaper(new InvoiceDocuments(invoices, meters)),
                new MonthStates(jdbi),
                address);
    }
}
