package io.fluxrouter.console.page.admin;

import io.fluxrouter.billing.purchase.CreditPackage;
import io.fluxrouter.billing.purchase.PackageTerms;
import io.fluxrouter.billing.purchase.Packages;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.console.page.Form;
import io.fluxrouter.console.page.FormPage;
import io.fluxrouter.console.page.PageDoor;
import io.fluxrouter.console.page.PageFrames;
import io.fluxrouter.console.page.PageWriter;
import io.fluxrouter.console.page.Visit;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The packages of credit that customers can buy. What a customer has is on its own page. */
public final class CreditPages {
    private static final String HERE = "/admin/credit";

    private final PageDoor door;
    private final PageFrames frames;
    private final PageWriter writer;
    private final Packages packages;

    public CreditPages(PageDoor door, PageFrames frames, PageWriter writer, Packages packages) {
        this.door = door;
        this.frames = frames;
        this.writer = writer;
        this.packages = packages;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(HERE, Access.PUBLIC, door.operator(v -> page(v, 200, null))),
                post(HERE, visit -> packages.create(terms(visit.form()))),
                post(HERE + "/{id}/offer", this::offer));
    }

    private Endpoint post(String path, Consumer<Visit> write) {
        FormPage page = this::page;
        return Endpoint.post(
                path, Access.PUBLIC, door.operator(visit -> page.answer(visit, HERE, write)));
    }

    private Reply page(Visit visit, int status, @Nullable String problem) {
        return writer.write(
                status,
                "admin/credit.jte",
                new CreditPage(frames.of(visit, "Credit", HERE), packages.all(), problem));
    }

    private static PackageTerms terms(Form form) {
        return new PackageTerms(
                form.text("name").strip(),
                form.dollars("price").orElse(null),
                form.dollars("credit").orElse(null),
                form.dollars("bonus").orElse(BigDecimal.ZERO),
                form.number("days").orElse(null),
                true);
    }

    /** Lets one be bought no more, or again. */
    private void offer(Visit visit) {
        CreditPackage one = packages.get(visit.call().pathId("id"));
        if (visit.form().text("offered").equals("no")) {
            packages.retire(one.id());
            return;
        }
        packages.replace(
                one.id(),
                new PackageTerms(
                        one.name(),
                        one.offer().price().toBigDecimal(),
                        one.offer().credit().toBigDecimal(),
                        one.offer().bonus().toBigDecimal(),
                        one.offer().expiresAfterDays(),
                        true));
    }
}
