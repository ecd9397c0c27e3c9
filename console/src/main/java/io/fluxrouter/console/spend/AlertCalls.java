package io.fluxrouter.console.spend;

import io.fluxrouter.billing.alert.Alert;
import io.fluxrouter.billing.alert.AlertChange;
import io.fluxrouter.billing.alert.Alerts;
import io.fluxrouter.billing.alert.Firing;
import io.fluxrouter.billing.alert.NewAlert;
import io.fluxrouter.billing.input.Change;
import io.fluxrouter.billing.input.Page;
import io.fluxrouter.console.api.Json;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.ApiCall;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Fields;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import io.fluxrouter.core.spend.SpendPeriod;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Alerts. A key may read those of its customer; only the operator moves them. */
public final class AlertCalls extends OwnedCalls<Alert> {
    private final Alerts alerts;

    public AlertCalls(Alerts alerts) {
        super("/v1/alerts");
        this.alerts = alerts;
    }

    @Override
    public List<Endpoint> endpoints() {
        List<Endpoint> all = new ArrayList<>(super.endpoints());
        all.add(Endpoint.get("/v1/alerts/{id}/firings", Access.ADMIN_OR_CALLER, this::firings));
        return all;
    }

    @Override
    Alert create(ApiCall call) {
        Fields fields = call.fields();
        NewAlert wanted =
                new NewAlert(
                        fields.requiredId("customer_id"),
                        fields.requiredText("name"),
                        fields.requiredText("watches"),
                        fields.id("budget_id"),
                        fields.id("team_id"),
                        fields.id("key_id"),
                        fields.text("period"),
                        thresholds(fields),
                        fields.texts("emails"));
        fields.refuseOthers();
        return alerts.create(wanted);
    }

    @Override
    List<Alert> list(@Nullable UUID customerId, Page page) {
        return alerts.list(customerId, page);
    }

    @Override
    Optional<Alert> find(UUID id) {
        return alerts.find(id);
    }

    @Override
    UUID customerOf(Alert alert) {
        return alert.customerId();
    }

    @Override
    Alert update(ApiCall call) {
        Fields fields = call.fields();
        AlertChange change =
                new AlertChange(
                        fields.textChange("name"),
                        fields.has("thresholds") ? Change.to(thresholds(fields)) : Change.kept(),
                        fields.textsChange("emails"));
        fields.refuseOthers();
        return alerts.update(call.pathId("id"), change);
    }

    @Override
    void archive(UUID id) {
        alerts.archive(id);
    }

    private Reply firings(ApiCall call) {
        ArrayNode data = Json.array();
        alerts.firings(own(call).id()).forEach(firing -> data.add(json(firing)));
        return Reply.ok(Json.list(data, false));
    }

    /** Numbers, also as text; the digits are kept as sent. */
    private static List<BigDecimal> thresholds(Fields fields) {
        JsonNode sent = fields.part(Set.of("thresholds")).path("thresholds");
        List<BigDecimal> thresholds = new ArrayList<>();
        for (JsonNode each : sent) thresholds.add(threshold(each));
        return thresholds;
    }

    private static BigDecimal threshold(JsonNode sent) {
        try {
            if (sent.isNumber()) return sent.decimalValue();
            if (sent.isString() && sent.asString().length() <= 40) {
                return new BigDecimal(sent.asString());
            }
        } catch (NumberFormatException notANumber) {
            throw notNumbers();
        }
        throw notNumbers();
    }

    private static ApiError notNumbers() {
        return ApiError.of(
                Refusal.INVALID_VALUE, "'thresholds' must be an array of numbers.", "thresholds");
    }

    @Override
    ObjectNode json(Alert alert) {
        SpendPeriod period = alert.period();
        ObjectNode json = Json.object();
        json.put("id", alert.id().toString());
        json.put("object", "alert");
        json.put("customer_id", alert.customerId().toString());
        json.put("name", alert.name());
        json.put("watches", alert.watches().key());
        json.put("unit", alert.watches().unit());
        json.put("budget_id", text(alert.budgetId()));
        json.put("team_id", text(alert.teamId()));
        json.put("key_id", text(alert.keyId()));
        json.put("period", period == null ? null : period.key());
        ArrayNode thresholds = json.putArray("thresholds");
        alert.thresholds().forEach(each -> thresholds.add(plain(each)));
        json.set("emails", Json.texts(alert.emails()));
        json.put("created_at", Json.time(alert.createdAt()));
        json.put("updated_at", Json.time(alert.updatedAt()));
        return json;
    }

    private static ObjectNode json(Firing firing) {
        ObjectNode json = Json.object();
        json.put("object", "alert_firing");
        json.put("alert_id", firing.alertId().toString());
        json.put("threshold", plain(firing.threshold()));
        json.put("used_usd", Json.decimal(firing.used()));
        json.put("limit_usd", Json.decimal(firing.limit()));
        json.put("period_start", Json.time(firing.periodStart()));
        json.put("fired_at", Json.time(firing.firedAt()));
        return json;
    }

    private static BigDecimal plain(BigDecimal number) {
        return new BigDecimal(number.stripTrailingZeros().toPlainString());
    }

    private static @Nullable String text(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }
}
