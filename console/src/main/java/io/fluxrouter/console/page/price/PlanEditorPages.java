package io.fluxrouter.console.page.price;

import io.fluxrouter.billing.access.Organization;
import io.fluxrouter.billing.input.Change;
import io.fluxrouter.billing.input.Fields;
import io.fluxrouter.billing.input.NumberedPage;
import io.fluxrouter.billing.meter.StoredFeature;
import io.fluxrouter.billing.plan.BillingPlan;
import io.fluxrouter.billing.plan.NewPlan;
import io.fluxrouter.billing.plan.Offer;
import io.fluxrouter.billing.plan.PlanEdit;
import io.fluxrouter.billing.plan.PlanEntitlement.Permission;
import io.fluxrouter.billing.plan.PlanType;
import io.fluxrouter.console.billing.PlanContentCalls;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.console.page.Form;
import io.fluxrouter.console.page.FormPage;
import io.fluxrouter.console.page.PageDoor;
import io.fluxrouter.console.page.PageFrames;
import io.fluxrouter.console.page.PageWriter;
import io.fluxrouter.console.page.Visit;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Plans: made, changed in versions, and tried before anybody is charged by them. */
public final class PlanEditorPages {
    private static final String LIST = "/admin/plans";
    private static final String ONE = LIST + "/{id}";
    private static final int ROWS = 25;
    private static final int DIGITS = 30;

    private final PageDoor door;
    private final PageFrames frames;
    private final PageWriter writer;
    private final PriceSources sources;

    public PlanEditorPages(
            PageDoor door, PageFrames frames, PageWriter writer, PriceSources sources) {
        this.door = door;
        this.frames = frames;
        this.writer = writer;
        this.sources = sources;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(LIST, Access.PUBLIC, door.operator(v -> list(v, 200, null))),
                Endpoint.post(LIST, Access.PUBLIC, door.operator(this::create)),
                Endpoint.get(ONE, Access.PUBLIC, door.operator(v -> page(v, 200, null))),
                Endpoint.get(ONE + "/price", Access.PUBLIC, door.operator(this::simulate)),
                Endpoint.post(ONE + "/try", Access.PUBLIC, door.operator(this::tryCharge)),
                post("", this::edit),
                post("/charges", this::addCharge),
                post("/charges/{charge}/end", this::endCharge),
                post("/features", this::entitle),
                post("/features/{feature}/end", this::disentitle));
    }

    /** A write that leads back to the plan, or shows it with what is wrong. */
    private Endpoint post(String path, Consumer<Visit> write) {
        FormPage page = this::page;
        return Endpoint.post(
                ONE + path,
                Access.PUBLIC,
                door.operator(visit -> page.answer(visit, LIST + "/" + own(visit).id(), write)));
    }

    private Reply list(Visit visit, int status, @Nullable String problem) {
        NumberedPage page =
                new NumberedPage(
                        visit.call().queryNumber("page", 1, NumberedPage.MAX_NUMBER), ROWS);
        var listing = sources.plans().list(Organization.OPERATOR, page);
        return writer.write(
                status,
                "price/plans.jte",
                new PlanListPage(
                        frames.of(visit, "Plans", LIST),
                        listing.items().stream()
                                .map(plan -> sources.plans().offer(plan.id()))
                                .toList(),
                        listing.total(),
                        page.number() < page.pagesOf(listing.total())
                                ? LIST + "?page=" + (page.number() + 1)
                                : "",
                        problem));
    }

    private Reply create(Visit visit) {
        Form form = visit.form();
        try {
            BillingPlan made =
                    sources.plans()
                            .create(
                                    Organization.OPERATOR,
                                    new NewPlan(
                                            form.text("name").strip(),
                                            form.find("lookup").orElse(null),
                                            form.find("description").orElse(null),
                                            PlanType.byName(form.text("type")).orElse(null),
                                            form.find("interval").orElse(null),
                                            form.find("currency").orElse(null),
                                            form.number("trial").orElse(0),
                                            true),
                                    visit.author());
            return Reply.seeOther(LIST + "/" + made.id());
        } catch (ApiError refusal) {
            return list(visit, refusal.refusal().status(), refusal.message());
        }
    }

    private Reply page(Visit visit, int status, @Nullable String problem) {
        BillingPlan plan = own(visit);
        int version = visit.call().queryNumber("version", plan.version(), Integer.MAX_VALUE);
        Offer offer = sources.plans().offer(plan.id(), version);
        List<Dial> dials = dials(offer);
        Map<String, BigDecimal> third = new HashMap<>();
        dials.forEach(one -> third.put(one.name(), BigDecimal.valueOf(one.most() / 3)));
        return writer.write(
                status,
                "price/plan.jte",
                new PlanEditorPage(
                        frames.of(visit, plan.name(), LIST),
                        offer,
                        dials,
                        Simulation.of(offer, third),
                        sources.meters().of(Organization.OPERATOR),
                        sources.features()
                                .list(
                                        Organization.OPERATOR,
                                        new NumberedPage(1, NumberedPage.MAX_SIZE))
                                .items(),
                        problem));
    }

    private static List<Dial> dials(Offer offer) {
        return offer.usageCharges().stream().flatMap(one -> Dial.of(one).stream()).toList();
    }

    private Reply simulate(Visit visit) {
        BillingPlan plan = own(visit);
        int version = visit.call().queryNumber("version", plan.version(), Integer.MAX_VALUE);
        Offer offer = sources.plans().offer(plan.id(), version);
        Map<String, BigDecimal> quantities = new HashMap<>();
        for (Dial dial : dials(offer)) {
            visit.query(dial.name()).ifPresent(text -> quantities.put(dial.name(), quantity(text)));
        }
        return writer.write("price/sum.jte", Simulation.of(offer, quantities));
    }

    /** A charge that is being typed: what is wrong with it is part of the answer. */
    private Reply tryCharge(Visit visit) {
        BillingPlan plan = own(visit);
        Form form = visit.form();
        try {
            BigDecimal quantity = form.find("tried").map(PlanEditorPages::quantity).orElse(null);
            return writer.write(
                    "price/sum.jte",
                    Simulation.of(
                            plan.currency(),
                            form.find("display_name").orElse("The charge"),
                            ChargeFields.pricing(form),
                            quantity == null ? BigDecimal.ZERO : quantity));
        } catch (ApiError refusal) {
            return writer.write("price/problem.jte", refusal.message());
        }
    }

    private static BigDecimal quantity(String text) {
        try {
            BigDecimal quantity = new BigDecimal(text.replace(",", "").strip());
            if (quantity.precision() <= DIGITS && Math.abs(quantity.scale()) <= DIGITS) {
                return quantity;
            }
        } catch (NumberFormatException notOne) {
            throw Fields.invalid("The quantity must be a number.", "quantity");
        }
        throw Fields.invalid("The quantity has too many digits.", "quantity");
    }

    private void edit(Visit visit) {
        Form form = visit.form();
        sources.plans()
                .update(
                        own(visit).id(),
                        new PlanEdit(
                                Change.to(form.text("name").strip()),
                                Change.to(form.find("lookup").orElse(null)),
                                Change.to(form.find("description").orElse(null)),
                                Change.kept(),
                                Change.to(form.isOn("active"))),
                        visit.author());
    }

    private void addCharge(Visit visit) {
        UUID plan = own(visit).id();
        Form form = visit.form();
        if (form.find("replaces").isPresent()) {
            sources.contents()
                    .reprice(plan, form.id("replaces"), ChargeFields.pricing(form), visit.author());
        } else {
            sources.contents().addCharge(plan, ChargeFields.read(form), visit.author());
        }
    }

    private void endCharge(Visit visit) {
        sources.contents()
                .deactivate(own(visit).id(), visit.call().pathId("charge"), visit.author());
    }

    private void entitle(Visit visit) {
        Form form = visit.form();
        StoredFeature feature =
                sources.features()
                        .find(Organization.OPERATOR, form.id("feature"))
                        .orElseThrow(() -> Fields.invalid("Choose a feature.", "feature"));
        Permission sent =
                new Permission(
                        !form.text("permitted").equals("no"),
                        form.dollars("limit").orElse(null),
                        form.isOn("soft"),
                        PlanContentCalls.resets(form.find("resets").orElse(null)),
                        form.find("value").orElse(null));
        sources.contents()
                .entitle(
                        own(visit).id(),
                        feature.id(),
                        PlanContentCalls.permission(feature, sent),
                        visit.author());
    }

    private void disentitle(Visit visit) {
        sources.contents()
                .disentitle(own(visit).id(), visit.call().pathId("feature"), visit.author());
    }

    private BillingPlan own(Visit visit) {
        Optional<BillingPlan> plan = sources.plans().find(visit.call().pathId("id"));
        return plan.filter(one -> one.organizationId().equals(Organization.OPERATOR))
                .orElseThrow(() -> ApiError.of(Refusal.NOT_FOUND, "There is no such plan."));
    }
}
