package io.fluxrouter.console.page.key;

import io.fluxrouter.billing.audit.AuditLog;
import io.fluxrouter.billing.audit.AuditRecord;
import io.fluxrouter.billing.input.Page;
import io.fluxrouter.billing.key.ApiKey;
import io.fluxrouter.billing.key.IssuedKey;
import io.fluxrouter.billing.key.KeyStatus;
import io.fluxrouter.billing.key.Keys;
import io.fluxrouter.billing.member.Right;
import io.fluxrouter.billing.usage.KeyUsage;
import io.fluxrouter.console.chart.Scale;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.console.http.Site;
import io.fluxrouter.console.page.PageDoor;
import io.fluxrouter.console.page.PageFrames;
import io.fluxrouter.console.page.PageWriter;
import io.fluxrouter.console.page.UsageSources;
import io.fluxrouter.console.page.Visit;
import io.fluxrouter.core.catalog.Lane;
import io.fluxrouter.core.catalog.Model;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The pages of API keys. Each change is recorded with who made it. */
public final class KeyPages {
    private static final String ONE = "/home/keys/{id}";

    private final PageDoor door;
    private final PageFrames frames;
    private final PageWriter writer;
    private final UsageSources sources;
    private final Keys keys;
    private final AuditLog audit;

    public KeyPages(
            PageDoor door,
            PageFrames frames,
            PageWriter writer,
            UsageSources sources,
            AuditLog audit) {
        this.door = door;
        this.frames = frames;
        this.writer = writer;
        this.sources = sources;
        this.keys = sources.keys();
        this.audit = audit;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/home/keys", Access.PUBLIC, door.member(Right.SEE, this::list)),
                Endpoint.post("/home/keys", Access.PUBLIC, door.member(Right.USE, this::create)),
                Endpoint.get("/home/keys/new", Access.PUBLIC, door.member(Right.USE, this::blank)),
                Endpoint.get(ONE, Access.PUBLIC, door.member(Right.USE, this::edit)),
                Endpoint.post(ONE, Access.PUBLIC, door.member(Right.USE, this::change)),
                Endpoint.post(
                        ONE + "/revoke", Access.PUBLIC, door.member(Right.USE, this::revoke)));
    }

    private Reply list(Visit visit) {
        return page(visit, null);
    }

    private Reply page(Visit visit, KeysPage.@Nullable Issued issued) {
        sources.settled().await();
        boolean withRevoked = visit.query("all").isPresent();
        Instant now = sources.clock().instant();
        List<KeysPage.Row> rows =
                keys.list(visit.customerId(), Page.FIRST).stream()
                        .filter(key -> withRevoked || key.status(now) == KeyStatus.ACTIVE)
                        .map(key -> row(key, now))
                        .toList();
        return writer.write(
                "key/keys.jte",
                new KeysPage(
                        frames.of(visit, "Keys", "/home/keys"),
                        rows,
                        visit.may(Right.USE),
                        withRevoked,
                        issued));
    }

    private KeysPage.Row row(ApiKey key, Instant now) {
        KeyUsage usage = sources.reports().keyUsage(key.id(), now);
        Money spent =
                switch (key.spendLimitReset()) {
                    case HOURLY, DAILY -> usage.today();
                    case WEEKLY -> usage.thisWeek();
                    case MONTHLY -> usage.thisMonth();
                    case NEVER -> usage.allTime();
                };
        Money limit = key.spendLimit();
        return new KeysPage.Row(
                key,
                key.status(now).key(),
                usage.thisMonth(),
                spent,
                limit == null ? "" : Scale.percent(spent.nanos(), Math.max(1, limit.nanos())),
                usage.lastAt());
    }

    private Reply blank(Visit visit) {
        return form(visit, 200, null, KeyFields.EMPTY, null);
    }

    /** The secret is in this one reply and nowhere else: not in an address, not in a log. */
    private Reply create(Visit visit) {
        IssuedKey issued;
        try {
            issued = keys.create(KeyFields.wanted(visit.customerId(), visit.form()));
        } catch (ApiError refusal) {
            return form(visit, 400, null, KeyFields.sent(visit.form()), refusal.message());
        }
        record(visit, issued.key(), "key.create");
        return page(
                visit,
                new KeysPage.Issued(
                        issued.key().name(),
                        issued.secret(),
                        Site.origin(visit.call().request()) + "/v1"));
    }

    private Reply edit(Visit visit) {
        ApiKey key = own(visit);
        return form(visit, 200, key, KeyFields.of(key), null);
    }

    private Reply change(Visit visit) {
        ApiKey key = own(visit);
        try {
            record(visit, keys.update(key.id(), KeyFields.change(visit.form())), "key.change");
            return Reply.seeOther("/home/keys");
        } catch (ApiError refusal) {
            return form(visit, 400, key, KeyFields.sent(visit.form()), refusal.message());
        }
    }

    private Reply revoke(Visit visit) {
        ApiKey key = own(visit);
        keys.revoke(key.id());
        record(visit, key, "key.revoke");
        return Reply.seeOther("/home/keys");
    }

    private void record(Visit visit, ApiKey key, String action) {
        audit.keep(
                new AuditRecord(
                        key.id(), action, visit.author(), key.name(), sources.clock().instant()));
    }

    /** Another customer's key does not exist here. */
    private ApiKey own(Visit visit) {
        UUID id = visit.call().pathId("id");
        return keys.find(id)
                .filter(key -> key.customerId().equals(visit.customerId()))
                .orElseThrow(() -> ApiError.of(Refusal.NOT_FOUND, "There is no such key."));
    }

    private Reply form(
            Visit visit,
            int status,
            @Nullable ApiKey key,
            KeyFields fields,
            @Nullable String problem) {
        List<String> models =
                Stream.concat(
                                Stream.of(Lane.values()).map(Lane::alias),
                                sources.catalog().get().models().stream().map(Model::id))
                        .toList();
        return writer.write(
                status,
                "key/form.jte",
                new KeyForm(
                        frames.of(visit, key == null ? "New key" : key.name(), "/home/keys"),
                        key,
                        fields,
                        models,
                        problem));
    }
}
