package io.fluxrouter.app;

import io.fluxrouter.app.config.Config;
import io.fluxrouter.billing.access.OrganizationKeys;
import io.fluxrouter.billing.account.Principals;
import io.fluxrouter.billing.credit.Credits;
import io.fluxrouter.billing.customer.Customers;
import io.fluxrouter.billing.customer.Plans;
import io.fluxrouter.billing.duty.DutyWorkers;
import io.fluxrouter.billing.feed.ChangeFeed;
import io.fluxrouter.billing.feed.LocalNews;
import io.fluxrouter.billing.feed.NewsListener;
import io.fluxrouter.billing.idempotency.IdempotentCalls;
import io.fluxrouter.billing.invoice.BillingWorker;
import io.fluxrouter.billing.journal.Journal;
import io.fluxrouter.billing.key.Keys;
import io.fluxrouter.billing.key.StoredCallers;
import io.fluxrouter.billing.ledger.Transactions;
import io.fluxrouter.billing.settle.Settler;
import io.fluxrouter.billing.spend.Node;
import io.fluxrouter.billing.spend.SpendStates;
import io.fluxrouter.billing.spend.StoredLeases;
import io.fluxrouter.billing.usage.UsageReports;
import io.fluxrouter.billing.verify.Finding;
import io.fluxrouter.billing.verify.Verifier;
import io.fluxrouter.console.api.CallerCalls;
import io.fluxrouter.console.api.CustomerCalls;
import io.fluxrouter.console.api.HealthCalls;
import io.fluxrouter.console.api.KeyCalls;
import io.fluxrouter.console.api.Settled;
import io.fluxrouter.console.api.TransactionCalls;
import io.fluxrouter.console.api.UsageCalls;
import io.fluxrouter.console.http.AdminToken;
import io.fluxrouter.console.http.ConsoleServer;
import io.fluxrouter.console.http.Doors;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Gatekeeper;
import io.fluxrouter.console.http.PrincipalGate;
import io.fluxrouter.console.http.PublicAddress;
import io.fluxrouter.core.auth.KeyCheck;
import io.fluxrouter.core.catalog.Catalog;
import io.fluxrouter.gateway.GatewayMetrics;
import io.fluxrouter.gateway.GatewayParts;
import io.fluxrouter.gateway.GatewayServer;
import io.fluxrouter.gateway.GatewaySettings;
import io.fluxrouter.gateway.admit.SpendCells;
import io.fluxrouter.simulator.stripe.SimulatedStripe;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running node. The only place that knows every room: they are opened here top to bottom, and
 * closed in the opposite order.
 */
public final class App implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(App.class);

    /** How long a report waits for requests just answered to reach the ledger. */
    private static final Duration SETTLED_SOON = Duration.ofSeconds(2);

    private final Deque<AutoCloseable> opened;
    private final Storage storage;
    private final Journal journal;
    private final Settler settler;
    private final StoredLeases leases;
    private final OrganizationKeys organizationKeys;
    private final SpendCells cells;
    private final Clock clock;
    private final String adminToken;
    private final ProviderReport providers;
    private final StripeLink stripe;
    private final List<Endpoint> endpoints;
    private final List<Endpoint> pages;
    private final int port;

    private App(Config config, Clock clock, Deque<AutoCloseable> opened) {
        this.clock = clock;
        this.opened = opened;
        this.adminToken =
                config.adminToken()
                        .orElseGet(() -> AdminTokenFile.readOrCreate(config.dataDirectory()));
        Catalog catalog = Catalogs.load(config);
        this.storage = open(Storage.open(config));
        Jdbi jdbi = storage.database().jdbi();
        Node node = Node.register(jdbi, config.dataDirectory(), clock);
        this.journal = open(Journal.open(JournalConfig.of(config)));
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        this.settler =
                open(Settler.start(jdbi, node.id(), journal, clock, new SettleMetrics(metrics)));
        this.leases = open(new StoredLeases(storage.database().reserved(), node));
        // What a killed run of this node still held is free again, once all it spent is settled.
        settle();
        leases.releaseLeftovers();
        StoredCallers callers = StoredCallers.load(jdbi);
        this.organizationKeys = new OrganizationKeys(jdbi, clock);
        ChangeFeed feed = open(new ChangeFeed(storage::dedicatedConnection));
        LocalNews here = jdbi.getConfig(LocalNews.class);
        for (NewsListener listener : List.of(callers, leases, organizationKeys)) {
            here.listen(listener);
            feed.listen(listener);
        }
        feed.start();
        this.cells = new SpendCells(leases, System::nanoTime);
        opened.push(cells::giveBackAll);
        Gauges.register(metrics, cells, settler, clock);
        Vertx vertx = EventLoops.start(config.eventLoops());
        opened.push(() -> vertx.close().toCompletionStage().toCompletableFuture().join());
        open(DutyWorkers.start(List.of(new PlanDuty(jdbi, clock))));
        vertx.setPeriodic(1_000, tick -> cells.sweep(clock.instant()));
        KeyCheck keyCheck = new KeyCheck(callers, config.trustedProxies());
        SpendApi spend = open(new SpendApi(config, jdbi, metrics, clock));
        GatewayParts parts = gatewayParts(keyCheck, catalog, metrics, spend);
        this.providers = new ProviderReport(catalog, parts.circuits());
        this.stripe = open(StripeLink.open(config.stripe(), config.dataDirectory(), clock));
        MeteringApi metering = open(new MeteringApi(config, jdbi, clock));
        this.endpoints = endpoints(config, metrics, metering);
        WebhookApi webhooks = open(new WebhookApi(config, jdbi, clock, metrics));
        endpoints.addAll(webhooks.endpoints());
        endpoints.addAll(spend.endpoints());
        Settled settled = () -> settledWithin(SETTLED_SOON);
        endpoints.addAll(MarginApi.endpoints(jdbi, catalog, settled, clock));
        PaymentApi payments =
                open(
                        new PaymentApi(
                                config,
                                jdbi,
                                metering.meters(),
                                stripe.access(),
                                address(config),
                                clock));
        endpoints.addAll(payments.endpoints());
        this.pages = pages(config, metering, payments, webhooks, catalog);
        this.port = listen(vertx, config, keyCheck, parts);
        stripe.nodeIsAt(config.host(), port);
    }

    private <T extends AutoCloseable> T open(T part) {
        opened.push(part);
        return part;
    }

    /** Starts everything, or throws and leaves nothing running. */
    public static App start(Config config, Clock clock) {
        Deque<AutoCloseable> opened = new ArrayDeque<>();
        try {
            return new App(config, clock, opened);
        } catch (RuntimeException failure) {
            closeAll(opened);
            throw failure;
        }
    }

    private GatewayParts gatewayParts(
            KeyCheck keyCheck, Catalog catalog, PrometheusMeterRegistry metrics, SpendApi spend) {
        return GatewayParts.of(
                keyCheck,
                cells,
                () -> catalog,
                new GatewayParts.GatewayOutside(
                        journal,
                        clock,
                        System::nanoTime,
                        new GatewayMetrics(metrics),
                        spend.warnings()));
    }

    private int listen(Vertx vertx, Config config, KeyCheck keyCheck, GatewayParts parts) {
        List<Endpoint> all = new ArrayList<>(endpoints);
        all.addAll(pages);
        ConsoleServer console = new ConsoleServer(all, doors(keyCheck));
        GatewaySettings settings =
                GatewaySettings.on(config.host(), config.port()).onLoops(config.eventLoops());
        return GatewayServer.start(vertx, parts, settings, console::on)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private Doors doors(KeyCheck keyCheck) {
        AdminToken admin = new AdminToken(adminToken);
        return new Doors(
                new Gatekeeper(keyCheck, admin, clock),
                new PrincipalGate(
                        new Principals(storage.database().jdbi(), organizationKeys, clock), admin),
                new IdempotentCalls(storage.database().jdbi(), clock));
    }

    private List<Endpoint> pages(
            Config config,
            MeteringApi metering,
            PaymentApi payments,
            WebhookApi webhooks,
            Catalog catalog) {
        Jdbi jdbi = storage.database().jdbi();
        return new ConsolePages(
                        config,
                        new ConsolePages.Needs(
                                jdbi,
                                metering.meters(),
                                payments,
                                webhooks,
                                new ConsolePages.Health(providers::states, settler::health),
                                new Keys(jdbi, clock),
                                () -> catalog,
                                () -> settledWithin(SETTLED_SOON),
                                address(config)),
                        clock)
                .endpoints();
    }

    private PublicAddress address(Config config) {
        return new PublicAddress(
                config.signIn().publicUrl().map(URI::toString), () -> listensAt(config.host()));
    }

    /** As a browser on the same machine writes it, once {@link #port} is known. */
    private String listensAt(String host) {
        boolean everywhere = host.equals("0.0.0.0") || host.equals("::");
        String name = everywhere ? "localhost" : host.contains(":") ? "[" + host + "]" : host;
        return "http://" + name + ":" + port;
    }

    private List<Endpoint> endpoints(
            Config config, PrometheusMeterRegistry metrics, MeteringApi metering) {
        Jdbi jdbi = storage.database().jdbi();
        Credits credits = new Credits(jdbi, clock);
        Customers customers =
                new Customers(jdbi, clock).withCardRequired(PaymentApi.isCardRequired(config));
        UsageReports reports = new UsageReports(jdbi);
        Settled settled = () -> settledWithin(SETTLED_SOON);
        List<Endpoint> all = new ArrayList<>();
        all.addAll(new HealthCalls(this::problems, providers::states, metrics).endpoints());
        all.addAll(new CustomerCalls(customers, new Plans(jdbi), credits, clock).endpoints());
        all.addAll(new KeyCalls(new Keys(jdbi, clock), reports, settled, clock).endpoints());
        all.addAll(new UsageCalls(reports, settled, clock).endpoints());
        all.addAll(new TransactionCalls(new Transactions(jdbi), settled).endpoints());
        all.addAll(
                new CallerCalls(reports, credits, new SpendStates(jdbi), settled, clock)
                        .endpoints());
        all.addAll(metering.endpoints());
        open(BillingWorker.start(InvoiceApi.run(jdbi, metering.meters(), clock), clock));
        all.addAll(BillingApi.endpoints(config, jdbi, organizationKeys, metering.meters(), clock));
        all.addAll(InvoiceApi.endpoints(config, jdbi, metering.meters(), clock));
        return all;
    }

    private Map<String, String> problems() {
        Map<String, String> problems = new LinkedHashMap<>();
        String settling = settler.health().lastError();
        if (settling != null) problems.put("settler", settling);
        return problems;
    }

    public int port() {
        return port;
    }

    public String adminToken() {
        return adminToken;
    }

    public ProviderReport providers() {
        return providers;
    }

    /** The simulated Stripe of {@code FLUX_STRIPE=fake}. */
    public Optional<SimulatedStripe> simulatedStripe() {
        return stripe.simulated();
    }

    /** How to talk with Stripe; empty where nobody takes money. */
    public Optional<StripeAccess> stripe() {
        return stripe.access();
    }

    public Storage storage() {
        return storage;
    }

    public SpendCells cells() {
        return cells;
    }

    /** The pages, as {@link #routes}. */
    public List<String> pages() {
        return pages.stream().map(page -> page.method().name() + " " + page.path()).toList();
    }

    /** The calls of the people plane, as "GET /v1/keys/{id}". */
    public List<String> routes() {
        return endpoints.stream().map(call -> call.method().name() + " " + call.path()).toList();
    }

    /** Waits until every event kept so far is in the ledger. */
    public void settle() {
        while (!settledWithin(SETTLED_SOON)) LOG.warn("waiting for the journal to be settled");
    }

    private boolean settledWithin(Duration limit) {
        try {
            return settler.awaitSettled(journal.end(), limit);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the settler", stop);
        }
    }

    /** Recomputes the books; empty if they are sound. */
    public List<Finding> verify() {
        return new Verifier(storage.database().jdbi()).verify(clock.instant());
    }

    /** Stops listening, gives the leases back, settles what is kept, stops the database. */
    @Override
    public void close() {
        closeAll(opened);
    }

    /** The last opened first. One that fails does not keep the others open. */
    private static void closeAll(Deque<AutoCloseable> opened) {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception failure) {
                LOG.warn("could not close properly", failure);
            }
        }
    }
}
