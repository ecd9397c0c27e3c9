package io.fluxrouter.console.account;

import io.fluxrouter.billing.access.IssuedOrganizationKey;
import io.fluxrouter.billing.access.OrganizationKey;
import io.fluxrouter.billing.access.OrganizationKeys;
import io.fluxrouter.billing.access.Principal;
import io.fluxrouter.billing.access.Scope;
import io.fluxrouter.billing.input.NumberedPage;
import io.fluxrouter.console.api.Json;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.ApiCall;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Fields;
import io.fluxrouter.console.http.Reply;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The keys of an organisation's machines. */
public final class OrganizationKeyCalls {
    private final OrganizationKeys keys;

    public OrganizationKeyCalls(OrganizationKeys keys) {
        this.keys = keys;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post("/api/v1/api-keys", Access.MANAGE, this::create).once(),
                Endpoint.get("/api/v1/api-keys", Access.MANAGE, this::list),
                Endpoint.delete("/api/v1/api-keys/{id}", Access.MANAGE, this::revoke));
    }

    private Reply create(ApiCall call) {
        Fields fields = call.fields();
        String name = fields.requiredText("name");
        List<String> scopes = fields.texts("scopes");
        fields.refuseOthers();
        Principal principal = call.requirePrincipal();
        IssuedOrganizationKey issued =
                keys.create(principal.organizationId(), principal.mode(), name, scopes);
        ObjectNode shown = json(issued.key());
        shown.put("key", issued.secret());
        return Reply.created(shown).keptAs(json(issued.key()));
    }

    private Reply list(ApiCall call) {
        NumberedPage page = call.numberedPage();
        return Reply.page(page, keys.list(call.organizationId(), page), OrganizationKeyCalls::json);
    }

    private Reply revoke(ApiCall call) {
        keys.revoke(call.organizationId(), call.pathId("id"));
        return Reply.noContent();
    }

    private static ObjectNode json(OrganizationKey key) {
        ObjectNode json = Json.object();
        json.put("id", key.id().toString());
        json.put("name", key.name());
        json.put("prefix", key.prefix());
        json.put("mode", key.mode().key());
        json.set("scopes", Json.texts(key.scopes().stream().sorted().map(Scope::key).toList()));
        json.put("status", key.revokedAt() == null ? "ACTIVE" : "REVOKED");
        json.put("created_at", Json.time(key.createdAt()));
        json.put("last_used_at", Json.time(key.lastUsedAt()));
        json.put("revoked_at", Json.time(key.revokedAt()));
        return json;
    }
}
