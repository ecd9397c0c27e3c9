package io.fluxrouter.console.page.usage;

import io.fluxrouter.billing.key.ApiKey;
import io.fluxrouter.billing.member.Right;
import io.fluxrouter.billing.usage.GroupBy;
import io.fluxrouter.billing.usage.UsageFilter;
import io.fluxrouter.billing.usage.UsageTotals;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.console.page.Breakdown;
import io.fluxrouter.console.page.Breakdowns;
import io.fluxrouter.console.page.Csv;
import io.fluxrouter.console.page.Frame;
import io.fluxrouter.console.page.PageDoor;
import io.fluxrouter.console.page.PageFrames;
import io.fluxrouter.console.page.PageWriter;
import io.fluxrouter.console.page.Period;
import io.fluxrouter.console.page.UsageSources;
import io.fluxrouter.console.page.Visit;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import io.fluxrouter.core.usage.RequestId;
import io.fluxrouter.core.usage.UsageEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The pages of usage. */
public final class UsagePages {
    private static final int LIVE = 15;
    private static final int LATENCY_SAMPLE = 500;
    private static final Duration LIVE_WINDOW = Duration.ofDays(90);

    private final PageDoor door;
    private final PageFrames frames;
    private final PageWriter writer;
    private final UsageSources sources;
    private final Breakdowns breakdowns;

    public UsagePages(PageDoor door, PageFrames frames, PageWriter writer, UsageSources sources) {
        this.door = door;
        this.frames = frames;
        this.writer = writer;
        this.sources = sources;
        this.breakdowns = new Breakdowns(sources);
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/home/usage", Access.PUBLIC, door.member(Right.SEE, this::usage)),
                Endpoint.get("/home/usage.csv", Access.PUBLIC, door.member(Right.SEE, this::csv)),
                Endpoint.get("/home/usage/live", Access.PUBLIC, door.member(Right.SEE, this::live)),
                Endpoint.get(
                        "/home/usage/requests/{id}",
                        Access.PUBLIC,
                        door.member(Right.SEE, this::request)));
    }

    private Reply usage(Visit visit) {
        Instant now = sources.clock().instant();
        UsageView view = UsageView.of(visit, sources, now);
        sources.settled().await();
        Breakdown breakdown =
                breakdowns.of(view.filter(), view.period(), view.groupBy(), view.measure());
        return writer.write(
                "usage/usage.jte",
                new UsagePage(
                        frames.of(visit, "Usage", "/home/usage"),
                        view.period(),
                        view.shown(),
                        sources.months()
                                .find(visit.customerId(), now)
                                .map(month -> AllowanceBar.of(month, now))
                                .orElse(null),
                        breakdown,
                        latency(view.filter()),
                        liveList(visit, now)));
    }

    private Latency latency(UsageFilter filter) {
        return Latency.of(sources.log().page(filter, false, null, LATENCY_SAMPLE));
    }

    private LiveList liveList(Visit visit, Instant now) {
        return LiveList.of(
                sources.log()
                        .page(
                                UsageFilter.of(
                                        visit.customerId(),
                                        now.minus(LIVE_WINDOW),
                                        now.plusSeconds(60)),
                                null,
                                null,
                                LIVE));
    }

    /** Nothing where nothing is new, so that the page stays as it is. */
    private Reply live(Visit visit) {
        LiveList list = liveList(visit, sources.clock().instant());
        if (list.newest().equals(visit.query("seen").orElse(""))) return Reply.noContent();
        return writer.write("usage/live.jte", list);
    }

    private Reply request(Visit visit) {
        UsageEvent event =
                RequestId.parse(visit.call().pathParam("id"))
                        .flatMap(id -> sources.reports().find(id, visit.customerId()))
                        .orElseThrow(UsagePages::unknown)
                        .event();
        Frame frame = frames.of(visit, "Request", "/home/usage");
        RouteCard card =
                RouteCard.of(frame, event, keyName(event.keyId()), sources.catalog().get());
        return writer.write(visit.isFragment() ? "usage/card.jte" : "usage/request.jte", card);
    }

    private String keyName(UUID id) {
        return sources.keys().find(id).map(ApiKey::name).orElse("");
    }

    private static ApiError unknown() {
        return ApiError.of(Refusal.NOT_FOUND, "There is no such request.");
    }

    private Reply csv(Visit visit) {
        UsageView view = UsageView.of(visit, sources, sources.clock().instant());
        sources.settled().await();
        Breakdown breakdown =
                breakdowns.of(view.filter(), view.period(), view.groupBy(), view.measure());
        Period period = view.period();
        return Csv.reply(
                "usage-by-" + view.group() + "-" + period.firstDay() + "-" + period.lastDay(),
                out -> {
                    out.row(
                            view.group(),
                            "requests",
                            "failed_requests",
                            "prompt_tokens",
                            "cached_tokens",
                            "completion_tokens",
                            "reasoning_tokens",
                            "cost_usd",
                            "market_cost_usd",
                            "saved_usd");
                    for (Breakdown.Row row : breakdown.rows()) {
                        out.row(cells(row, view.groupBy()));
                    }
                });
    }

    private static String[] cells(Breakdown.Row row, GroupBy groupBy) {
        UsageTotals totals = row.totals();
        return new String[] {
            groupBy == GroupBy.KEY ? row.series().label() : row.series().name(),
            Long.toString(totals.requests()),
            Long.toString(totals.failedRequests()),
            Long.toString(totals.promptTokens()),
            Long.toString(totals.cachedTokens()),
            Long.toString(totals.completionTokens()),
            Long.toString(totals.reasoningTokens()),
            totals.cost().toDecimal(),
            totals.marketCost().toDecimal(),
            totals.saved().toDecimal()
        };
    }
}
