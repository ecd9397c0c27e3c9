package io.fluxrouter.console.page.admin;

import io.fluxrouter.billing.access.Organization;
import io.fluxrouter.billing.input.Change;
import io.fluxrouter.billing.input.NumberedPage;
import io.fluxrouter.billing.meter.FeatureChange;
import io.fluxrouter.billing.meter.Features;
import io.fluxrouter.billing.meter.NewFeature;
import io.fluxrouter.billing.meter.NewMeter;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.console.page.Form;
import io.fluxrouter.console.page.FormPage;
import io.fluxrouter.console.page.PageDoor;
import io.fluxrouter.console.page.PageFrames;
import io.fluxrouter.console.page.PageWriter;
import io.fluxrouter.console.page.Visit;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Features and the meters of those that are counted. */
public final class FeaturePages {
    private static final String HERE = "/admin/features";

    private final PageDoor door;
    private final PageFrames frames;
    private final PageWriter writer;
    private final Features features;

    public FeaturePages(PageDoor door, PageFrames frames, PageWriter writer, Features features) {
        this.door = door;
        this.frames = frames;
        this.writer = writer;
        this.features = features;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(HERE, Access.PUBLIC, door.operator(v -> page(v, 200, null))),
                post(HERE, this::create),
                post(HERE + "/{id}", this::change),
                post(HERE + "/{id}/delete", this::delete));
    }

    /** A write that leads back to the list, or shows it with what is wrong. */
    private Endpoint post(String path, Consumer<Visit> write) {
        FormPage page = this::page;
        return Endpoint.post(
                path, Access.PUBLIC, door.operator(visit -> page.answer(visit, HERE, write)));
    }

    private Reply page(Visit visit, int status, @Nullable String problem) {
        NumberedPage page = AdminPages.page(visit);
        var listing = features.list(Organization.OPERATOR, page);
        return writer.write(
                status,
                "admin/features.jte",
                new FeaturesPage(
                        frames.of(visit, "Features and meters", HERE),
                        listing.items(),
                        listing.total(),
                        AdminPages.next(HERE + "?", page, listing.total()),
                        problem));
    }

    private void create(Visit visit) {
        Form form = visit.form();
        String kind = form.text("kind");
        features.create(
                Organization.OPERATOR,
                new NewFeature(
                        form.text("name").strip(),
                        form.find("key").orElse(null),
                        kind,
                        form.find("description").orElse(null),
                        kind.equals("meter") ? meter(form) : null));
    }

    private static NewMeter meter(Form form) {
        return new NewMeter(
                form.find("meter").orElse(form.text("key")),
                form.find("event").orElse(null),
                form.find("aggregation").orElse(null),
                form.find("property").orElse(null),
                form.find("unit").orElse(null),
                List.of(),
                form.list("group_by"),
                null,
                null,
                null);
    }

    private void change(Visit visit) {
        Form form = visit.form();
        features.update(
                Organization.OPERATOR,
                visit.call().pathId("id"),
                new FeatureChange(
                        Change.to(form.text("name").strip()),
                        Change.to(form.find("description").orElse(null)),
                        null));
    }

    private void delete(Visit visit) {
        features.delete(Organization.OPERATOR, visit.call().pathId("id"));
    }
}
