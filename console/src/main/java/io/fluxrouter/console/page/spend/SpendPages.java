package io.fluxrouter.console.page.spend;

import io.fluxrouter.billing.alert.Alert;
import io.fluxrouter.billing.audit.AuditRecord;
import io.fluxrouter.billing.budget.Budget;
import io.fluxrouter.billing.budget.Team;
import io.fluxrouter.billing.input.Page;
import io.fluxrouter.billing.key.KeyStatus;
import io.fluxrouter.billing.member.Right;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.console.page.FormPage;
import io.fluxrouter.console.page.PageDoor;
import io.fluxrouter.console.page.PageFrames;
import io.fluxrouter.console.page.PageWriter;
import io.fluxrouter.console.page.Visit;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The page of budgets, alerts and teams. Who may pay may set them; a key may not, so that one that
 * got lost cannot lift what bounds it. Each change is recorded.
 */
public final class SpendPages {
    private static final String HERE = "/home/billing/budgets";
    private static final String ALERTS = "/home/billing/alerts";
    private static final String TEAMS = "/home/billing/teams";

    private final PageDoor door;
    private final PageFrames frames;
    private final PageWriter writer;
    private final SpendSources sources;

    public SpendPages(PageDoor door, PageFrames frames, PageWriter writer, SpendSources sources) {
        this.door = door;
        this.frames = frames;
        this.writer = writer;
        this.sources = sources;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(HERE, Access.PUBLIC, door.member(Right.SEE, v -> page(v, 200, null))),
                post(HERE, "budget.create", this::createBudget),
                post(HERE + "/{id}", "budget.change", this::changeBudget),
                post(HERE + "/{id}/end", "budget.end", this::endBudget),
                post(ALERTS, "alert.create", this::createAlert),
                post(ALERTS + "/{id}", "alert.change", this::changeAlert),
                post(ALERTS + "/{id}/end", "alert.end", this::endAlert),
                post(TEAMS, "team.create", this::createTeam),
                post(TEAMS + "/{id}", "team.change", this::changeTeam),
                post(TEAMS + "/{id}/end", "team.end", this::endTeam));
    }

    /** A write that leads back to the page, or shows it with what is wrong. */
    private Endpoint post(String path, String action, Function<Visit, String> write) {
        FormPage page = this::page;
        Consumer<Visit> kept = visit -> keep(visit, action, write.apply(visit));
        return Endpoint.post(
                path,
                Access.PUBLIC,
                door.member(Right.PAY, visit -> page.answer(visit, HERE, kept)));
    }

    private void keep(Visit visit, String action, String note) {
        Instant now = sources.clock().instant();
        sources.audit()
                .keep(new AuditRecord(visit.customerId(), action, visit.author(), note, now));
    }

    private Reply page(Visit visit, int status, @Nullable String problem) {
        var id = visit.customerId();
        Instant now = sources.clock().instant();
        return writer.write(
                status,
                "spend/spend.jte",
                new SpendPage(
                        frames.of(visit, "Budgets and alerts", "/home/billing"),
                        sources.budgets().list(id, Page.FIRST),
                        sources.alerts().list(id, Page.FIRST).stream().map(this::row).toList(),
                        sources.teams().list(id, Page.FIRST),
                        sources.keys().list(id, Page.FIRST).stream()
                                .filter(key -> key.status(now) == KeyStatus.ACTIVE)
                                .toList(),
                        visit.may(Right.PAY),
                        problem));
    }

    private SpendPage.AlertRow row(Alert alert) {
        return new SpendPage.AlertRow(
                alert, sources.alerts().firings(alert.id()).stream().findFirst().orElse(null));
    }

    private String createBudget(Visit visit) {
        return sources.budgets()
                .create(SpendFields.newBudget(visit.customerId(), visit.form()))
                .name();
    }

    private String changeBudget(Visit visit) {
        Budget own = ownBudget(visit);
        return sources.budgets().update(own.id(), SpendFields.budgetChange(visit.form())).name();
    }

    private String endBudget(Visit visit) {
        return ended(ownBudget(visit), Budget::name, one -> sources.budgets().archive(one.id()));
    }

    private String createAlert(Visit visit) {
        return sources.alerts()
                .create(SpendFields.newAlert(visit.customerId(), visit.form()))
                .name();
    }

    private String changeAlert(Visit visit) {
        Alert own = ownAlert(visit);
        return sources.alerts().update(own.id(), SpendFields.alertChange(visit.form())).name();
    }

    private String endAlert(Visit visit) {
        return ended(ownAlert(visit), Alert::name, one -> sources.alerts().archive(one.id()));
    }

    private String createTeam(Visit visit) {
        return sources.teams()
                .create(
                        visit.customerId(),
                        visit.form().text("name").strip(),
                        SpendFields.keys(visit.form()))
                .name();
    }

    private String changeTeam(Visit visit) {
        Team own = ownTeam(visit);
        return sources.teams()
                .update(
                        own.id(),
                        SpendFields.name(visit.form()),
                        SpendFields.keysChange(visit.form()))
                .name();
    }

    private String endTeam(Visit visit) {
        return ended(ownTeam(visit), Team::name, one -> sources.teams().archive(one.id()));
    }

    private static <T> String ended(T one, Function<T, String> name, Consumer<T> end) {
        end.accept(one);
        return name.apply(one);
    }

    private Budget ownBudget(Visit visit) {
        return sources.budgets()
                .find(visit.call().pathId("id"))
                .filter(one -> one.customerId().equals(visit.customerId()))
                .orElseThrow(SpendPages::unknown);
    }

    private Alert ownAlert(Visit visit) {
        return sources.alerts()
                .find(visit.call().pathId("id"))
                .filter(one -> one.customerId().equals(visit.customerId()))
                .orElseThrow(SpendPages::unknown);
    }

    private Team ownTeam(Visit visit) {
        return sources.teams()
                .find(visit.call().pathId("id"))
                .filter(one -> one.customerId().equals(visit.customerId()))
                .orElseThrow(SpendPages::unknown);
    }

    /** Another customer's does not exist here. */
    private static ApiError unknown() {
        return ApiError.of(Refusal.NOT_FOUND, "There is no such thing here.");
    }
}
