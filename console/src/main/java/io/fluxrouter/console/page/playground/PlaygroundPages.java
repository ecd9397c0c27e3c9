package io.fluxrouter.console.page.playground;

import io.fluxrouter.billing.input.Page;
import io.fluxrouter.billing.key.ApiKey;
import io.fluxrouter.billing.key.KeyStatus;
import io.fluxrouter.billing.key.Keys;
import io.fluxrouter.billing.key.NewKey;
import io.fluxrouter.billing.member.Right;
import io.fluxrouter.console.api.Json;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.console.page.PageDoor;
import io.fluxrouter.console.page.PageFrames;
import io.fluxrouter.console.page.PageWriter;
import io.fluxrouter.console.page.UsageSources;
import io.fluxrouter.console.page.Visit;
import io.fluxrouter.core.access.Dialect;
import io.fluxrouter.core.catalog.Catalog;
import io.fluxrouter.core.catalog.Lane;
import io.fluxrouter.core.catalog.Model;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** The playground, and the key that it uses. */
public final class PlaygroundPages {
    private static final Duration KEY_LIFE = Duration.ofHours(1);

    private final PageDoor door;
    private final PageFrames frames;
    private final PageWriter writer;
    private final UsageSources sources;
    private final Keys keys;

    public PlaygroundPages(
            PageDoor door, PageFrames frames, PageWriter writer, UsageSources sources) {
        this.door = door;
        this.frames = frames;
        this.writer = writer;
        this.sources = sources;
        this.keys = sources.keys();
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/home/playground", Access.PUBLIC, door.member(Right.SEE, this::page)),
                Endpoint.post(
                        "/home/playground/key", Access.PUBLIC, door.member(Right.USE, this::key)));
    }

    private Reply page(Visit visit) {
        Catalog catalog = sources.catalog().get();
        List<String> models =
                Stream.of(
                                Stream.of(Catalog.AUTO),
                                Stream.of(Lane.values()).map(Lane::alias),
                                catalog.models().stream().map(Model::id))
                        .flatMap(names -> names)
                        .toList();
        return writer.write(
                "playground/playground.jte",
                new PlaygroundPage(
                        frames.of(visit, "Playground", "/home/playground"),
                        models,
                        visit.may(Right.USE)));
    }

    /** One at a time for each person: a new one ends the one before. */
    private Reply key(Visit visit) {
        Instant now = sources.clock().instant();
        String name = "Playground of " + visit.visitor().email();
        for (ApiKey key : keys.list(visit.customerId(), Page.FIRST)) {
            if (key.name().equals(name) && key.status(now) == KeyStatus.ACTIVE) {
                keys.revoke(key.id());
            }
        }
        NewKey wanted =
                new NewKey(
                        visit.customerId(),
                        name,
                        Dialect.FLUX,
                        List.of(),
                        List.of(),
                        List.of(),
                        null,
                        null,
                        null,
                        "never",
                        now.plus(KEY_LIFE));
        return Reply.created(Json.object().put("key", keys.create(wanted).secret()));
    }
}
