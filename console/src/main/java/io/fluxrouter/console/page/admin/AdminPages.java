package io.fluxrouter.console.page.admin;

import io.fluxrouter.billing.access.Organization;
import io.fluxrouter.billing.customer.Customer;
import io.fluxrouter.billing.input.NumberedPage;
import io.fluxrouter.billing.invoice.Invoice;
import io.fluxrouter.billing.invoice.InvoiceQuery;
import io.fluxrouter.billing.usage.GroupBy;
import io.fluxrouter.billing.usage.UsageFilter;
import io.fluxrouter.billing.usage.UsageTotals;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.console.page.Breakdown;
import io.fluxrouter.console.page.Breakdowns;
import io.fluxrouter.console.page.Measure;
import io.fluxrouter.console.page.PageDoor;
import io.fluxrouter.console.page.PageFrames;
import io.fluxrouter.console.page.PageWriter;
import io.fluxrouter.console.page.Period;
import io.fluxrouter.console.page.Visit;
import io.fluxrouter.console.page.admin.MarginPage.CustomerRow;
import io.fluxrouter.console.page.admin.MarginPage.ProviderRow;
import io.fluxrouter.core.invoice.InvoiceStatus;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** What the operator looks at. */
public final class AdminPages {
    private static final int ROWS = 25;
    private static final int MOST_CUSTOMERS = 50;

    private final PageDoor door;
    private final PageFrames frames;
    private final PageWriter writer;
    private final AdminSources sources;
    private final Breakdowns breakdowns;

    public AdminPages(PageDoor door, PageFrames frames, PageWriter writer, AdminSources sources) {
        this.door = door;
        this.frames = frames;
        this.writer = writer;
        this.sources = sources;
        this.breakdowns = new Breakdowns(sources.usage());
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/admin", Access.PUBLIC, door.operator(this::margin)),
                Endpoint.get("/admin/invoices", Access.PUBLIC, door.operator(this::invoices)),
                Endpoint.get("/admin/invoices/{id}", Access.PUBLIC, door.operator(this::invoice)),
                Endpoint.get("/admin/providers", Access.PUBLIC, door.operator(this::health)),
                Endpoint.get("/admin/settings", Access.PUBLIC, door.operator(this::settings)),
                Endpoint.get("/admin/models", Access.PUBLIC, door.operator(this::models)),
                Endpoint.get("/admin/system", Access.PUBLIC, door.operator(this::system)));
    }

    private Reply margin(Visit visit) {
        Period period = Period.of(visit.call(), sources.usage().clock().instant());
        sources.usage().settled().await();
        UsageFilter all = UsageFilter.of(null, period.from(), period.to());
        var used = sources.usage().series().all(period.from(), period.to(), period.step());
        return writer.write(
                "admin/margin.jte",
                new MarginPage(
                        frames.of(visit, "Margin", "/admin"),
                        period,
                        breakdowns.of(used.byModel(), all, period, GroupBy.MODEL, Measure.COST),
                        used.byCustomer().stream()
                                .limit(MOST_CUSTOMERS)
                                .map(
                                        row ->
                                                new CustomerRow(
                                                        UUID.fromString(row.group()),
                                                        name(row.group()),
                                                        row.totals()))
                                .toList(),
                        providers()));
    }

    private String name(String customerId) {
        return sources.customers()
                .find(UUID.fromString(customerId))
                .map(Customer::name)
                .orElse(customerId);
    }

    private List<ProviderRow> providers() {
        return sources.providers().get().entrySet().stream()
                .map(one -> new ProviderRow(one.getKey(), one.getValue()))
                .toList();
    }

    private Reply invoices(Visit visit) {
        String wanted = visit.query("status").orElse("");
        Optional<InvoiceStatus> status =
                Stream.of(InvoiceStatus.values())
                        .filter(one -> one.key().equals(wanted))
                        .findFirst();
        InvoiceQuery all = InvoiceQuery.all(Organization.OPERATOR);
        NumberedPage page = page(visit);
        var listing = sources.invoices().list(status.map(all::withStatus).orElse(all), page);
        return writer.write(
                "admin/invoices.jte",
                new InvoicesPage(
                        frames.of(visit, "Invoices", "/admin/invoices"),
                        listing.items(),
                        listing.total(),
                        wanted,
                        next(
                                "/admin/invoices?status="
                                        + status.map(InvoiceStatus::key).orElse(""),
                                page,
                                listing.total())));
    }

    static NumberedPage page(Visit visit) {
        return new NumberedPage(visit.call().queryNumber("page", 1, NumberedPage.MAX_NUMBER), ROWS);
    }

    static String next(String path, NumberedPage page, long total) {
        return page.number() < page.pagesOf(total) ? path + "&page=" + (page.number() + 1) : "";
    }

    private Reply invoice(Visit visit) {
        Invoice invoice =
                sources.invoices()
                        .find(Organization.OPERATOR, visit.call().pathId("id"))
                        .orElseThrow(
                                () -> ApiError.of(Refusal.NOT_FOUND, "There is no such invoice."));
        return sources.paper().page(invoice, "");
    }

    private Reply models(Visit visit) {
        var catalog = sources.usage().catalog().get();
        return writer.write(
                "admin/models.jte",
                new ModelsPage(
                        frames.of(visit, "Models", "/admin/models"),
                        catalog.models(),
                        catalog.missingKeys()));
    }

    private Reply health(Visit visit) {
        Period period = Period.of(visit.call(), sources.usage().clock().instant());
        sources.usage().settled().await();
        UsageFilter all = UsageFilter.of(null, period.from(), period.to());
        Breakdown usage = breakdowns.of(all, period, GroupBy.PROVIDER, Measure.REQUESTS);
        return writer.write(
                "admin/health.jte",
                new ProvidersPage(
                        frames.of(visit, "Providers", "/admin/providers"),
                        period,
                        usage,
                        providers().stream().map(one -> row(one, usage)).toList()));
    }

    private ProvidersPage.Row row(ProviderRow provider, Breakdown usage) {
        long models =
                sources.usage().catalog().get().models().stream()
                        .filter(model -> model.provider().equals(provider.name()))
                        .count();
        return new ProvidersPage.Row(
                provider,
                (int) models,
                usage.rows().stream()
                        .filter(one -> one.series().name().equals(provider.name()))
                        .findFirst()
                        .map(Breakdown.Row::totals)
                        .orElse(UsageTotals.NOTHING));
    }

    private Reply settings(Visit visit) {
        return writer.write(
                "admin/settings.jte",
                new SettingsPage(
                        frames.of(visit, "Settings", "/admin/settings"), sources.settings()));
    }

    private Reply system(Visit visit) {
        return writer.write(
                "admin/system.jte",
                new SystemPage(
                        frames.of(visit, "System", "/admin/system"),
                        sources.settler().get(),
                        providers(),
                        sources.audit().all(null, ROWS)));
    }
}
