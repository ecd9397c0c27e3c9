package io.fluxrouter.console.webhook;

import io.fluxrouter.billing.input.NumberedPage;
import io.fluxrouter.billing.webhook.EndpointChange;
import io.fluxrouter.billing.webhook.IssuedEndpoint;
import io.fluxrouter.billing.webhook.NewEndpoint;
import io.fluxrouter.billing.webhook.WebhookEndpoint;
import io.fluxrouter.billing.webhook.WebhookEndpoints;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.ApiCall;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Fields;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.util.List;

/**
 * Where an organisation wants to be told. A secret is in the answer that makes it, and no other.
 */
public final class WebhookCalls {
    private static final String ALL = "/api/v1/webhooks";
    static final String ONE = ALL + "/{id}";

    private final WebhookEndpoints endpoints;

    public WebhookCalls(WebhookEndpoints endpoints) {
        this.endpoints = endpoints;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post(ALL, Access.MANAGE, this::create).once(),
                Endpoint.get(ALL, Access.MANAGE, this::list),
                Endpoint.get(ONE, Access.MANAGE, this::get),
                Endpoint.patch(ONE, Access.MANAGE, this::update),
                Endpoint.delete(ONE, Access.MANAGE, this::delete),
                Endpoint.post(ONE + "/rotate-secret", Access.MANAGE, this::rotateSecret).once());
    }

    private Reply create(ApiCall call) {
        Fields fields = call.fields();
        NewEndpoint wanted =
                new NewEndpoint(
                        fields.requiredText("url"),
                        fields.text("description"),
                        fields.texts("events"));
        fields.refuseOthers();
        IssuedEndpoint issued = endpoints.create(call.organizationId(), wanted);
        return Reply.created(WebhookJson.of(issued)).keptAs(WebhookJson.of(issued.endpoint()));
    }

    private Reply list(ApiCall call) {
        NumberedPage page = call.numberedPage();
        return Reply.page(page, endpoints.list(call.organizationId(), page), WebhookJson::of);
    }

    private Reply get(ApiCall call) {
        WebhookEndpoint found =
                endpoints
                        .find(call.organizationId(), call.pathId("id"))
                        .orElseThrow(
                                () ->
                                        ApiError.of(
                                                Refusal.NOT_FOUND,
                                                "There is no such webhook.",
                                                "id"));
        return Reply.ok(WebhookJson.of(found));
    }

    private Reply update(ApiCall call) {
        Fields fields = call.fields().ignore("id", "created_at", "updated_at");
        EndpointChange change =
                new EndpointChange(
                        fields.textChange("url"),
                        fields.textChange("description"),
                        fields.textsChange("events"),
                        fields.textChange("status"));
        fields.refuseOthers();
        return Reply.ok(
                WebhookJson.of(endpoints.update(call.organizationId(), call.pathId("id"), change)));
    }

    private Reply delete(ApiCall call) {
        endpoints.delete(call.organizationId(), call.pathId("id"));
        return Reply.noContent();
    }

    private Reply rotateSecret(ApiCall call) {
        IssuedEndpoint issued = endpoints.rotateSecret(call.organizationId(), call.pathId("id"));
        return Reply.ok(WebhookJson.of(issued)).keptAs(WebhookJson.of(issued.endpoint()));
    }
}
