package io.fluxrouter.console.spend;

import io.fluxrouter.billing.budget.Team;
import io.fluxrouter.billing.budget.Teams;
import io.fluxrouter.billing.input.Change;
import io.fluxrouter.billing.input.Page;
import io.fluxrouter.console.api.Json;
import io.fluxrouter.console.http.ApiCall;
import io.fluxrouter.console.http.Fields;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Teams of keys. A key may read those of its customer; only the operator moves them. */
public final class TeamCalls extends OwnedCalls<Team> {
    private final Teams teams;

    public TeamCalls(Teams teams) {
        super("/v1/teams");
        this.teams = teams;
    }

    @Override
    Team create(ApiCall call) {
        Fields fields = call.fields();
        UUID customer = fields.requiredId("customer_id");
        String name = fields.requiredText("name");
        List<UUID> keys = ids(fields.texts("key_ids"));
        fields.refuseOthers();
        return teams.create(customer, name, keys);
    }

    @Override
    List<Team> list(@Nullable UUID customerId, Page page) {
        return teams.list(customerId, page);
    }

    @Override
    Optional<Team> find(UUID id) {
        return teams.find(id);
    }

    @Override
    UUID customerOf(Team team) {
        return team.customerId();
    }

    @Override
    Team update(ApiCall call) {
        Fields fields = call.fields();
        Change<String> name = fields.textChange("name");
        Change<List<UUID>> keys =
                fields.has("key_ids") ? Change.to(ids(fields.texts("key_ids"))) : Change.kept();
        fields.refuseOthers();
        return teams.update(call.pathId("id"), name, keys);
    }

    @Override
    void archive(UUID id) {
        teams.archive(id);
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

    @Override
    ObjectNode json(Team team) {
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
