package io.fluxrouter.app;

import io.fluxrouter.app.config.Config;
import io.fluxrouter.billing.access.Organization;
import io.fluxrouter.billing.account.Accounts;
import io.fluxrouter.billing.account.SignUp;
import io.fluxrouter.billing.alert.Alerts;
import io.fluxrouter.billing.alert.NewAlert;
import io.fluxrouter.billing.budget.Budgets;
import io.fluxrouter.billing.budget.NewBudget;
import io.fluxrouter.billing.budget.Teams;
import io.fluxrouter.billing.customer.Customers;
import io.fluxrouter.billing.customer.NewCustomer;
import io.fluxrouter.billing.input.NumberedPage;
import io.fluxrouter.billing.invoice.Invoice;
import io.fluxrouter.billing.invoice.InvoiceQuery;
import io.fluxrouter.billing.invoice.InvoiceRun;
import io.fluxrouter.billing.invoice.Invoices;
import io.fluxrouter.billing.invoice.Whose;
import io.fluxrouter.billing.journal.Journal;
import io.fluxrouter.billing.key.Keys;
import io.fluxrouter.billing.key.NewKey;
import io.fluxrouter.billing.member.Members;
import io.fluxrouter.billing.member.Role;
import io.fluxrouter.billing.meter.MeterBook;
import io.fluxrouter.billing.purchase.PackageTerms;
import io.fluxrouter.billing.purchase.Packages;
import io.fluxrouter.billing.settle.Settler;
import io.fluxrouter.billing.spend.Node;
import io.fluxrouter.core.catalog.Catalog;
import io.fluxrouter.core.invoice.InvoiceStatus;
import io.fluxrouter.core.usage.UsageEvent;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * A database that has been in use for months, for the demo: customers, people, keys, usage that
 * went through journal and ledger as any does, and invoices that were made and paid in time. Nobody
 * held money for that usage, so it is written before the node starts, which then finds leases of a
 * run that ended. For one thread.
 */
public final class PastMonths implements AutoCloseable {
    private final Storage storage;
    private final Journal journal;
    private final Settler settler;
    private final Jdbi jdbi;
    private final Clock clock;
    private final Instant began;
    private final PastClock past;
    private final InvoiceRun invoiceRun;
    private final Invoices invoices;
    private final Catalog catalog;

    private PastMonths(Config config, int months, Clock clock) {
        this.clock = clock;
        this.began =
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)
                        .withDayOfMonth(1)
                        .minusMonths(months)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant();
        this.past = new PastClock(began);
        this.catalog = Catalogs.load(config);
        this.storage = Storage.open(config);
        this.jdbi = storage.database().jdbi();
        this.journal = Journal.open(JournalConfig.of(config));
        Node node = Node.register(jdbi, config.dataDirectory(), clock);
        this.settler = Settler.start(jdbi, node.id(), journal, past);
        MeterBook meters = new MeterBook(jdbi, System::nanoTime);
        this.invoiceRun = InvoiceApi.run(jdbi, meters, past);
        this.invoices = new Invoices(jdbi, invoiceRun, past);
    }

    /**
     * Opens a data directory that no node uses yet.
     *
     * @param months whole ones, before the running one
     */
    public static PastMonths open(Config config, int months, Clock clock) {
        return new PastMonths(config, months, clock);
    }

    public Catalog catalog() {
        return catalog;
    }

    /** When it all began. */
    public Instant began() {
        return began;
    }

    /** A customer since the beginning. */
    public UUID customer(String name, String email, String plan) {
        return new Customers(jdbi, past)
                .create(new NewCustomer(name, email, null, plan, null))
                .id();
    }

    /** A key that nobody has the secret of. */
    public UUID key(UUID customer, String name) {
        return new Keys(jdbi, past).create(NewKey.open(customer, name)).key().id();
    }

    /**
     * Somebody who can sign in.
     *
     * @param customer whose owner it is; null for one of those who run the installation
     */
    public void person(String email, String password, @Nullable UUID customer) {
        Accounts accounts = new Accounts(jdbi, clock);
        String organization = customer == null ? null : email;
        UUID person = accounts.signUp(new SignUp(email, password, organization, null)).id();
        if (customer == null) return;
        new Members(jdbi, accounts, new Customers(jdbi, clock), clock)
                .put(person, customer, Role.OWNER, "demo");
    }

    /** Keys whose spend is seen, bounded and warned of together. Since the beginning. */
    public UUID team(UUID customer, String name, List<UUID> keys) {
        return new Teams(jdbi, past).create(customer, name, keys).id();
    }

    /** What counts towards it counts since the beginning. */
    public void budget(NewBudget wanted) {
        new Budgets(jdbi, past).create(wanted);
    }

    /** What was reached already is told of when the node starts. */
    public void alert(NewAlert wanted) {
        new Alerts(jdbi, past).create(wanted);
    }

    /** Credit that customers can buy. */
    public void creditPackage(String name, String price, String bonus) {
        new Packages(jdbi, clock)
                .create(
                        new PackageTerms(
                                name,
                                new BigDecimal(price),
                                null,
                                new BigDecimal(bonus),
                                null,
                                true));
    }

    /** Lets time pass until then, but not beyond the present; false where it has not come yet. */
    public boolean passTo(Instant time) {
        Instant present = clock.instant();
        boolean come = !time.isAfter(present);
        past.now = come ? time : present;
        return come;
    }

    /** Makes the invoices that are due at the time it is. */
    public void invoice() {
        invoiceRun.runAll(past.instant(), Whose.EVERYBODY);
    }

    /** The customer pays what is open, by other means than a card. */
    public void payAll(UUID customer) {
        InvoiceQuery open =
                InvoiceQuery.all(Organization.OPERATOR)
                        .ofCustomer(customer)
                        .withStatus(InvoiceStatus.OPEN);
        for (Invoice invoice : invoices.list(open, NumberedPage.FIRST).items()) {
            invoices.pay(
                    Organization.OPERATOR, invoice.id(), Optional.empty(), "Bank transfer", "demo");
        }
    }

    /** Returns when all of them are in the ledger. */
    public void settle(List<UsageEvent> events) {
        CompletableFuture.allOf(events.stream().map(this::append).toArray(CompletableFuture[]::new))
                .join();
        try {
            while (!settler.awaitSettled(journal.end(), Duration.ofSeconds(10))) {
                Thread.onSpinWait();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while settling", stop);
        }
    }

    private CompletableFuture<Void> append(UsageEvent event) {
        if (!journal.reserve()) throw new IllegalStateException("the journal is full");
        return journal.append(event);
    }

    /** The time that passes while the past is written. */
    private static final class PastClock extends Clock {
        private volatile Instant now;

        private PastClock(Instant began) {
            this.now = began;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("UTC only");
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    @Override
    public void close() {
        settler.close();
        journal.close();
        storage.close();
    }
}
