package io.fluxrouter.console.spend;

import io.fluxrouter.billing.budget.Team;
import io.fluxrouter.billing.budget.Teams;
import io.fluxrouter.billing.input.Change;
import io.fluxrouter.console.api.Json;
import io.fluxrouter.console.api.Paging;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.ApiCall;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Fields;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** Teams of keys. A key may read those of its customer; only the operator moves them. */
public final class TeamCalls {
    private final Teams teams;

    public TeamCalls(Teams teams) {
        this.teams = teams;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post("/v1/teams", Access.ADMIN, this::create),
                Endpoint.get("/v1/teams", Access.ADMIN_OR_CALLER, this::list),
                Endpoint.get("/v1/teams/{id}", Access.ADMIN_OR_CALLER, this::get),
                Endpoint.patch("/v1/teams/{id}", Access.ADMIN, this::update),
                Endpoint.delete("/v1/teams/{id}", Access.ADMIN, this::archive));
    }

    private Reply create(ApiCall call) {
        Fields fields = call.fields();
        UUID customer = fields.requiredId("customer_id");
        String name = fields.requiredText("name");
        List<UUID> keys = ids(fields.texts("key_ids"));
        fields.refuseOthers();
        return Reply.created(json(teams.create(customer, name, keys)));
    }

    private Reply list(ApiCall call) {
        Paging paging = Paging.of(call);
        return paging.reply(teams.list(Owner.listed(call), paging.page()), TeamCalls::json);
    }

    private Reply get(ApiCall call) {
        Team team = teams.find(call.pathId("id")).orElseThrow(() -> Owner.notFound("id"));
        Owner.require(call, team.customerId());
        return Reply.ok(json(team));
    }

    private Reply update(ApiCall call) {
        Fields fields = call.fields();
        Change<String> name = fields.textChange("name");
        Change<List<UUID>> keys =
                fields.has("key_ids") ? Change.to(ids(fields.texts("key_ids"))) : Change.kept();
        fields.refuseOthers();
        return Reply.ok(json(teams.update(call.pathId("id"), name, keys)));
    }

    private Reply archive(ApiCall call) {
        teams.archive(call.pathId("id"));
        return Reply.noContent();
    }

    private static List<UUID> ids(List<String> texts) {
        return texts.stream().map(TeamCalls::id).toList();
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException notAnId) {
            throw ApiError.of(Refusal.INVALID_VALUE, "'key_ids' must be ids of keys.", "key_ids");
        }
    }

    private static ObjectNode json(Team team) {
        ObjectNode json = Json.object();
        json.put("id", team.id().toString());
        json.put("object", "team");
        json.put("customer_id", team.customerId().toString());
        json.put("name", team.name());
        json.set("key_ids", Json.texts(team.keyIds().stream().map(UUID::toString).toList()));
        json.put("created_at", Json.time(team.createdAt()));
        json.put("updated_at", Json.time(team.updatedAt()));
        return json;
    }
}
