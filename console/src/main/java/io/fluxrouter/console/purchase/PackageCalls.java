package io.fluxrouter.console.purchase;

import io.fluxrouter.billing.purchase.CreditPackage;
import io.fluxrouter.billing.purchase.PackageTerms;
import io.fluxrouter.billing.purchase.Packages;
import io.fluxrouter.console.api.Json;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.ApiCall;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Fields;
import io.fluxrouter.console.http.Reply;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The packages of credit that are sold. The operator makes them, keys see what they can buy. */
public final class PackageCalls {
    private static final String ALL = "/v1/credit_packages";
    private static final String ONE = ALL + "/{id}";

    private final Packages packages;

    public PackageCalls(Packages packages) {
        this.packages = packages;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(ALL, Access.ADMIN_OR_CALLER, this::list),
                Endpoint.post(ALL, Access.ADMIN, this::create),
                Endpoint.get(ONE, Access.ADMIN, this::get),
                Endpoint.put(ONE, Access.ADMIN, this::replace),
                Endpoint.delete(ONE, Access.ADMIN, this::retire));
    }

    private Reply list(ApiCall call) {
        ArrayNode data = Json.array();
        packages.all().stream()
                .filter(one -> call.caller() == null || one.active())
                .forEach(one -> data.add(json(one)));
        return Reply.ok(Json.list(data, false));
    }

    private Reply create(ApiCall call) {
        return Reply.created(json(packages.create(terms(call))));
    }

    private Reply get(ApiCall call) {
        return Reply.ok(json(packages.get(call.pathId("id"))));
    }

    private Reply replace(ApiCall call) {
        return Reply.ok(json(packages.replace(call.pathId("id"), terms(call))));
    }

    /** It stays, for what was bought of it, and can be bought no more. */
    private Reply retire(ApiCall call) {
        packages.retire(call.pathId("id"));
        return Reply.noContent();
    }

    private static PackageTerms terms(ApiCall call) {
        Fields fields = call.fields().ignore("id", "object", "created_at", "updated_at");
        Boolean active = fields.flag("is_active");
        PackageTerms terms =
                new PackageTerms(
                        fields.requiredText("name"),
                        fields.dollars("price_usd"),
                        fields.dollars("credit_usd"),
                        fields.dollars("bonus_usd"),
                        fields.number("expires_after_days"),
                        active == null || active);
        fields.refuseOthers();
        return terms;
    }

    private static ObjectNode json(CreditPackage one) {
        ObjectNode json = Json.object();
        json.put("id", one.id().toString());
        json.put("object", "credit_package");
        json.put("name", one.name());
        json.put("price_usd", Json.decimal(one.offer().price()));
        json.put("credit_usd", Json.decimal(one.offer().credit()));
        json.put("bonus_usd", Json.decimal(one.offer().bonus()));
        json.put("expires_after_days", one.offer().expiresAfterDays());
        json.put("is_active", one.active());
        json.put("created_at", Json.time(one.createdAt()));
        json.put("updated_at", Json.time(one.updatedAt()));
        return json;
    }
}
