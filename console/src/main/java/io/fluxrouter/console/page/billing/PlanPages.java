package io.fluxrouter.console.page.billing;

import io.fluxrouter.billing.customer.Customer;
import io.fluxrouter.billing.customer.Plan;
import io.fluxrouter.billing.customer.PlanChanges;
import io.fluxrouter.billing.member.Right;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.console.page.PageDoor;
import io.fluxrouter.console.page.PageFrames;
import io.fluxrouter.console.page.PageWriter;
import io.fluxrouter.console.page.Visit;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Choosing a plan: what a change brings is shown before it is made, by making it and not keeping
 * it.
 */
public final class PlanPages {
    private static final String HERE = "/home/billing/plan";

    private final PageDoor door;
    private final PageFrames frames;
    private final PageWriter writer;
    private final BillingSources sources;

    public PlanPages(PageDoor door, PageFrames frames, PageWriter writer, BillingSources sources) {
        this.door = door;
        this.frames = frames;
        this.writer = writer;
        this.sources = sources;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(HERE, Access.PUBLIC, door.member(Right.PAY, this::plans)),
                Endpoint.post(HERE, Access.PUBLIC, door.member(Right.PAY, this::change)));
    }

    private Reply plans(Visit visit) {
        String current =
                sources.customers().find(visit.customerId()).map(Customer::planCode).orElse("");
        List<Plan> plans = sources.plans().all();
        return writer.write(
                "billing/plans.jte",
                new PlansPage(
                        frames.of(visit, "Change plan", "/home/billing"),
                        plans,
                        current,
                        visit.query("to")
                                .filter(code -> !code.equals(current))
                                .map(code -> chosen(visit, plan(plans, code)))
                                .orElse(null)));
    }

    private PlansPage.@Nullable Change chosen(Visit visit, Plan plan) {
        PlanChanges.Effect effect =
                sources.changes().rehearse(visit.customerId(), plan.terms().code());
        return new PlansPage.Change(plan, effect.lines(), effect.sum(), needsCard(visit, plan));
    }

    /** Whatever may be invoiced needs a card to be charged, where cards are taken. */
    private boolean needsCard(Visit visit, Plan plan) {
        return !plan.terms().hardStop()
                && sources.cards()
                        .filter(cards -> cards.onFile(visit.customerId()).isEmpty())
                        .isPresent();
    }

    private Reply change(Visit visit) {
        Plan plan = plan(sources.plans().all(), visit.form().text("plan"));
        if (needsCard(visit, plan)) {
            throw ApiError.of(Refusal.CONFLICT, "Leave a card first, on the page Billing.");
        }
        sources.changes().change(visit.customerId(), plan.terms().code(), visit.author());
        return Reply.seeOther("/home/billing?done=plan");
    }

    private static Plan plan(List<Plan> plans, String code) {
        return plans.stream()
                .filter(plan -> plan.terms().code().equals(code))
                .findFirst()
                .orElseThrow(() -> ApiError.of(Refusal.NOT_FOUND, "There is no such plan."));
    }
}
