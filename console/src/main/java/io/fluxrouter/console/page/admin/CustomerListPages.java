package io.fluxrouter.console.page.admin;

import io.fluxrouter.billing.audit.AuditRecord;
import io.fluxrouter.billing.customer.Customer;
import io.fluxrouter.billing.customer.NewCustomer;
import io.fluxrouter.billing.input.NumberedPage;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.console.page.Form;
import io.fluxrouter.console.page.PageDoor;
import io.fluxrouter.console.page.PageFrames;
import io.fluxrouter.console.page.PageWriter;
import io.fluxrouter.console.page.Visit;
import io.fluxrouter.core.refusal.ApiError;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operator's list of customers, and making one. */
public final class CustomerListPages {
    private static final String HERE = "/admin/customers";

    private final PageDoor door;
    private final PageFrames frames;
    private final PageWriter writer;
    private final AdminSources sources;
    private final InstantSource clock;

    public CustomerListPages(
            PageDoor door, PageFrames frames, PageWriter writer, AdminSources sources) {
        this.door = door;
        this.frames = frames;
        this.writer = writer;
        this.sources = sources;
        this.clock = sources.usage().clock();
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(HERE, Access.PUBLIC, door.operator(v -> page(v, 200, null))),
                Endpoint.post(HERE, Access.PUBLIC, door.operator(this::create)));
    }

    private Reply page(Visit visit, int status, @Nullable String problem) {
        NumberedPage page = AdminPages.page(visit);
        var listing = sources.customers().list(page);
        Instant now = clock.instant();
        List<CustomersPage.Row> rows =
                listing.items().stream()
                        .map(
                                one ->
                                        new CustomersPage.Row(
                                                one,
                                                sources.usage()
                                                        .months()
                                                        .find(one.id(), now)
                                                        .orElse(null)))
                        .toList();
        return writer.write(
                status,
                "admin/customers.jte",
                new CustomersPage(
                        frames.of(visit, "Customers", HERE),
                        rows,
                        listing.total(),
                        sources.plans().all(),
                        AdminPages.next(HERE + "?", page, listing.total()),
                        problem));
    }

    private Reply create(Visit visit) {
        Form form = visit.form();
        try {
            Customer made =
                    sources.customers()
                            .create(
                                    new NewCustomer(
                                            form.text("name").strip(),
                                            form.find("email").orElse(null),
                                            null,
                                            form.find("plan").orElse(null),
                                            null));
            sources.audit()
                    .keep(
                            new AuditRecord(
                                    made.id(),
                                    "customer.create",
                                    visit.author(),
                                    made.name(),
                                    clock.instant()));
            return Reply.seeOther(HERE + "/" + made.id());
        } catch (ApiError refusal) {
            return page(visit, 400, refusal.message());
        }
    }
}
