package io.fluxrouter.console.page.home;

import io.fluxrouter.billing.account.PageSessions;
import io.fluxrouter.billing.member.Right;
import io.fluxrouter.billing.usage.GroupBy;
import io.fluxrouter.billing.usage.UsageFilter;
import io.fluxrouter.billing.usage.UsageSeries.Step;
import io.fluxrouter.billing.usage.UsageTotals;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.console.http.Site;
import io.fluxrouter.console.page.Breakdowns;
import io.fluxrouter.console.page.Measure;
import io.fluxrouter.console.page.PageDoor;
import io.fluxrouter.console.page.PageFrames;
import io.fluxrouter.console.page.PageWriter;
import io.fluxrouter.console.page.Period;
import io.fluxrouter.console.page.Show;
import io.fluxrouter.console.page.UsageSources;
import io.fluxrouter.console.page.Visit;
import io.fluxrouter.console.page.home.HomePage.Figure;
import io.fluxrouter.console.page.home.HomePage.Frontier;
import io.fluxrouter.core.catalog.Model;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.money.TokenUsage;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The overview, and turning to another customer. */
public final class HomePages {
    private final PageDoor door;
    private final PageFrames frames;
    private final PageWriter writer;
    private final UsageSources sources;
    private final Breakdowns breakdowns;
    private final PageSessions sessions;
    private final UpcomingInvoices upcoming;

    public HomePages(
            PageDoor door,
            PageFrames frames,
            PageWriter writer,
            UsageSources sources,
            PageSessions sessions,
            UpcomingInvoices upcoming) {
        this.door = door;
        this.frames = frames;
        this.writer = writer;
        this.sources = sources;
        this.breakdowns = new Breakdowns(sources);
        this.sessions = sessions;
        this.upcoming = upcoming;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/home", Access.PUBLIC, door.member(Right.SEE, this::home)),
                Endpoint.post("/home/customer", Access.PUBLIC, door.signedIn(this::turn)));
    }

    /** The door shows only pages of customers that the visitor belongs to, whatever is chosen. */
    private Reply turn(Visit visit) {
        UUID wanted = visit.form().id("customer");
        boolean allowed =
                visit.visitor().isOperator()
                        || visit.customers().stream()
                                .anyMatch(one -> one.customerId().equals(wanted));
        if (!allowed) throw ApiError.of(Refusal.NOT_FOUND, "There is no such customer.");
        sessions.turnTo(visit.visitor().sessionId(), wanted);
        return Reply.seeOther("/home");
    }

    private Reply home(Visit visit) {
        Instant now = sources.clock().instant();
        Period period = Period.of(visit.call(), now);
        sources.settled().await();
        UsageFilter filter = UsageFilter.of(visit.customerId(), period.from(), period.to());
        var byLane = breakdowns.of(filter, period, GroupBy.LANE, Measure.COST);
        UsageTotals total = byLane.total();
        UsageTotals before = before(filter, period);
        boolean isNew =
                total.requests() == 0
                        && sources.log().count(filter.in(Instant.EPOCH, period.to())) == 0;
        return writer.write(
                "home/home.jte",
                new HomePage(
                        frames.of(visit, "Overview", "/home"),
                        period,
                        isNew,
                        Site.origin(visit.call().request()),
                        figures(total, before),
                        byLane,
                        breakdowns.of(filter, period, GroupBy.MODEL, Measure.COST),
                        breakdowns.of(filter, period, GroupBy.KEY, Measure.COST),
                        frontier(total),
                        upcoming.of(visit.customerId()).orElse(null)));
    }

    private UsageTotals before(UsageFilter filter, Period period) {
        UsageFilter earlier = filter.in(period.previousFrom(), period.from());
        return sources.series().points(earlier, Step.DAY, GroupBy.NONE).stream()
                .map(point -> point.totals())
                .reduce(UsageTotals.NOTHING, UsageTotals::plus);
    }

    private static List<Figure> figures(UsageTotals now, UsageTotals before) {
        return List.of(
                new Figure(
                        "Total spend",
                        now.cost(),
                        Show.count(now.requests()) + " requests",
                        change(now.cost(), before.cost()),
                        ""),
                new Figure(
                        "Market rate",
                        now.marketCost(),
                        "at the providers' list prices",
                        change(now.marketCost(), before.marketCost()),
                        ""),
                new Figure(
                        "You saved",
                        now.saved(),
                        belowMarket(now),
                        change(now.saved(), before.saved()),
                        now.saved().isNegative() ? "bad" : "good"));
    }

    private static String belowMarket(UsageTotals totals) {
        Money saved = totals.saved();
        return saved.isNegative()
                ? Show.percent(saved.negated(), totals.marketCost()) + " above market rate"
                : Show.percent(saved, totals.marketCost()) + " below market rate";
    }

    private static String change(Money now, Money before) {
        if (!before.isPositive()) return "";
        BigDecimal share =
                now.minus(before)
                        .toBigDecimal()
                        .divide(before.toBigDecimal(), 4, RoundingMode.HALF_UP);
        return (share.signum() > 0 ? "+" : "") + Show.percent(share) + " against the time before";
    }

    /** The dearest list price of output stands for the frontier. */
    private @Nullable Frontier frontier(UsageTotals total) {
        if (total.requests() == 0) return null;
        return sources.catalog().get().models().stream()
                .max(Comparator.comparing((Model model) -> model.rates().market().output()))
                .map(model -> frontier(model, total))
                .orElse(null);
    }

    private static Frontier frontier(Model model, UsageTotals total) {
        Money cost =
                model.rates()
                        .market()
                        .cost(
                                new TokenUsage(
                                        total.promptTokens(),
                                        total.completionTokens(),
                                        Math.min(total.cachedTokens(), total.promptTokens()),
                                        0));
        Money saved = cost.minus(total.cost());
        return new Frontier(model.id(), cost, saved, Show.percent(saved, cost));
    }
}
