package io.fluxrouter.console.page.audit;

import io.fluxrouter.billing.audit.AuditEntry;
import io.fluxrouter.billing.audit.AuditLog;
import io.fluxrouter.billing.input.Page;
import io.fluxrouter.billing.key.ApiKey;
import io.fluxrouter.billing.member.Right;
import io.fluxrouter.billing.usage.RequestCursor;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.console.page.PageDoor;
import io.fluxrouter.console.page.PageFrames;
import io.fluxrouter.console.page.PageWriter;
import io.fluxrouter.console.page.UsageSources;
import io.fluxrouter.console.page.Visit;
import io.fluxrouter.console.page.audit.AuditPage.AuditRows;
import io.fluxrouter.console.page.audit.ExportProgress.End;
import io.fluxrouter.core.catalog.Model;
import io.fluxrouter.core.usage.UsageEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The audit trail. */
public final class AuditPages {
    private static final int ROWS = 50;
    private static final int TRIES = 20;

    private final PageDoor door;
    private final PageFrames frames;
    private final PageWriter writer;
    private final UsageSources sources;
    private final AuditLog log;
    private final ExportProgress exports = new ExportProgress();

    public AuditPages(
            PageDoor door,
            PageFrames frames,
            PageWriter writer,
            UsageSources sources,
            AuditLog log) {
        this.door = door;
        this.frames = frames;
        this.writer = writer;
        this.sources = sources;
        this.log = log;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/home/audit", Access.PUBLIC, door.member(Right.SEE, this::requests)),
                Endpoint.get(
                        "/home/audit.csv",
                        Access.PUBLIC,
                        door.member(Right.SEE, v -> export(v).csv(filter(v), begun(v)))),
                Endpoint.get(
                        "/home/audit.jsonl",
                        Access.PUBLIC,
                        door.member(Right.SEE, v -> export(v).jsonLines(filter(v), begun(v)))),
                Endpoint.get(
                        "/home/audit/exports/{id}",
                        Access.PUBLIC,
                        door.member(Right.SEE, this::progress)),
                Endpoint.get(
                        "/home/audit/changes",
                        Access.PUBLIC,
                        door.member(Right.SEE, this::changes)));
    }

    private AuditFilter filter(Visit visit) {
        return AuditFilter.of(visit, sources.clock().instant());
    }

    private AuditExport export(Visit visit) {
        sources.settled().await();
        return new AuditExport(sources.log(), keyNames(visit.customerId()));
    }

    private ExportProgress.Export begun(Visit visit) {
        UUID id = visit.call().queryId("export").orElseGet(UUID::randomUUID);
        return exports.begin(id, visit.customerId());
    }

    /** Another node may be sending the file: whoever asks in vain for long enough stops. */
    private Reply progress(Visit visit) {
        UUID id = visit.call().pathId("id");
        int tries = visit.call().queryNumber("tries", 1, TRIES);
        Optional<ExportProgress.Export> export = exports.find(id, visit.customerId());
        End end = export.map(ExportProgress.Export::end).orElse(End.OPEN);
        boolean more = end == End.OPEN && (export.isPresent() || tries < TRIES);
        AuditFilter filter = filter(visit);
        String again =
                "/home/audit/exports/"
                        + id
                        + "?"
                        + filter.query()
                        + "&tries="
                        + (export.isPresent() ? 1 : tries + 1);
        return writer.write(
                "audit/progress.jte",
                new ExportState(
                        export.map(ExportProgress.Export::rows).orElse(0L),
                        sources.log().count(filter.usage()),
                        end,
                        more ? again : ""));
    }

    /** The whole page, or only the rows after a place in the list. */
    private Reply requests(Visit visit) {
        AuditFilter filter = filter(visit);
        sources.settled().await();
        AuditRows rows = rows(visit, filter);
        if (visit.isFragment()) return writer.write("audit/rows.jte", rows);
        return writer.write(
                "audit/audit.jte",
                new AuditPage(
                        frames.of(visit, "Audit", "/home/audit"),
                        filter,
                        rows,
                        sources.log().count(filter.usage()),
                        sources.keys().list(visit.customerId(), Page.FIRST),
                        sources.catalog().get().models().stream().map(Model::id).toList(),
                        sources.catalog().get().providers().keySet().stream().sorted().toList()));
    }

    private AuditRows rows(Visit visit, AuditFilter filter) {
        RequestCursor after = visit.query("after").flatMap(RequestCursor::parse).orElse(null);
        List<UsageEvent> events = sources.log().page(filter.usage(), filter.failed(), after, ROWS);
        String more =
                events.size() < ROWS
                        ? ""
                        : "/home/audit?" + filter.query() + "&after=" + place(events.getLast());
        return new AuditRows(events, filter.columns(), keyNames(visit.customerId()), more);
    }

    private static String place(UsageEvent event) {
        return new RequestCursor(event.occurredAt(), event.id()).text();
    }

    private Map<UUID, String> keyNames(UUID customerId) {
        Map<UUID, String> names = new HashMap<>();
        for (ApiKey key : sources.keys().list(customerId, Page.FIRST)) {
            names.put(key.id(), key.name());
        }
        return names;
    }

    private Reply changes(Visit visit) {
        Long before =
                visit.query("before").isPresent()
                        ? Long.valueOf(visit.call().queryNumber("before", 1, Integer.MAX_VALUE))
                        : null;
        List<AuditEntry> entries = log.ofCustomer(visit.customerId(), before, ROWS);
        String more =
                entries.size() < ROWS ? "" : "/home/audit/changes?before=" + entries.getLast().id();
        return writer.write(
                "audit/changes.jte",
                new ChangesPage(frames.of(visit, "Changes", "/home/audit"), entries, more));
    }
}
