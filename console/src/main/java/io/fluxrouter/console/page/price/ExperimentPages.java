package io.fluxrouter.console.page.price;

import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Fields;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.console.margin.PriceFields;
import io.fluxrouter.console.page.Form;
import io.fluxrouter.console.page.PageDoor;
import io.fluxrouter.console.page.PageFrames;
import io.fluxrouter.console.page.PageWriter;
import io.fluxrouter.console.page.Period;
import io.fluxrouter.console.page.Visit;
import io.fluxrouter.core.catalog.Catalog;
import io.fluxrouter.core.catalog.Lane;
import io.fluxrouter.core.experiment.Outcome;
import io.fluxrouter.core.experiment.PriceExperiment;
import io.fluxrouter.core.refusal.ApiError;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Other prices for models, tried on the traffic of a past time. Nothing is changed by it. */
public final class ExperimentPages {
    private static final String HERE = "/admin/experiments";
    private static final int CUSTOMERS = 50;
    private static final Comparator<Map.Entry<UUID, Outcome>> MOST_MOVED_FIRST =
            Comparator.comparingLong(
                            (Map.Entry<UUID, Outcome> one) ->
                                    -Math.abs(one.getValue().change().nanos()))
                    .thenComparing(Map.Entry::getKey);

    private final PageDoor door;
    private final PageFrames frames;
    private final PageWriter writer;
    private final PriceSources sources;

    public ExperimentPages(
            PageDoor door, PageFrames frames, PageWriter writer, PriceSources sources) {
        this.door = door;
        this.frames = frames;
        this.writer = writer;
        this.sources = sources;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(HERE, Access.PUBLIC, door.operator(this::blank)),
                Endpoint.post(HERE, Access.PUBLIC, door.operator(this::run)));
    }

    private Reply blank(Visit visit) {
        return page(visit, "last-month", Map.of(), null, null);
    }

    private Reply run(Visit visit) {
        Form form = visit.form();
        Map<String, String> sent = new HashMap<>();
        form.names().forEach(name -> sent.put(name, form.text(name)));
        String key = form.find("period").orElse("last-month");
        Period period = Period.of(key, sources.usage().clock().instant());
        Catalog catalog = sources.usage().catalog().get();
        try {
            PriceFields prices = PriceFields.read(Fields.of(body(form)), catalog);
            sources.usage().settled().await();
            PriceExperiment found =
                    sources.experiments().run(prices.change(catalog), period.from(), period.to());
            return page(visit, key, sent, found, null);
        } catch (ApiError refusal) {
            return page(visit, key, sent, null, refusal.message());
        }
    }

    /** In the words of the call that does the same, so that the same is refused. */
    private static byte[] body(Form form) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        ObjectNode body = nodes.objectNode();
        ArrayNode lanes = nodes.arrayNode();
        for (Lane lane : Lane.values()) {
            ObjectNode one = nodes.objectNode();
            put(one, "input", form, lane.key() + "_input");
            put(one, "cached_input", form, lane.key() + "_cached");
            put(one, "output", form, lane.key() + "_output");
            if (!one.isEmpty()) lanes.add(one.put("lane", lane.key()));
        }
        ObjectNode model = nodes.objectNode();
        put(model, "discount_percent", form, "model_discount");
        put(model, "input", form, "model_input");
        put(model, "output", form, "model_output");
        if (!lanes.isEmpty()) body.set("lanes", lanes);
        if (!model.isEmpty()) {
            body.putArray("models").add(model.put("model", form.text("model")));
        }
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void put(ObjectNode node, String name, Form form, String field) {
        form.find(field)
                .ifPresent(text -> node.put(name, text.replace("$", "").replace("%", "").strip()));
    }

    private Reply page(
            Visit visit,
            String period,
            Map<String, String> sent,
            @Nullable PriceExperiment found,
            @Nullable String problem) {
        return writer.write(
                problem == null ? 200 : 400,
                "price/experiment.jte",
                new ExperimentPage(
                        frames.of(visit, "Price experiments", HERE),
                        Period.of(period, sources.usage().clock().instant()),
                        sources.usage().catalog().get().models(),
                        sent,
                        found,
                        found == null ? List.of() : customers(found),
                        problem));
    }

    private List<ExperimentPage.CustomerRow> customers(PriceExperiment found) {
        List<Map.Entry<UUID, Outcome>> moved =
                found.customers().entrySet().stream()
                        .sorted(MOST_MOVED_FIRST)
                        .limit(CUSTOMERS)
                        .toList();
        Map<UUID, String> names =
                sources.experiments().names(moved.stream().map(Map.Entry::getKey).toList());
        return moved.stream()
                .map(
                        one ->
                                new ExperimentPage.CustomerRow(
                                        names.getOrDefault(one.getKey(), "gone"), one.getValue()))
                .toList();
    }
}
