package io.fluxrouter.console.billing;

import io.fluxrouter.billing.clock.ClockAdvance;
import io.fluxrouter.billing.clock.TestClock;
import io.fluxrouter.billing.clock.TestClocks;
import io.fluxrouter.billing.input.NumberedPage;
import io.fluxrouter.console.api.Json;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.ApiCall;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Fields;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The test clocks of an organisation. Outside of development mode every call is refused. */
public final class TestClockCalls {
    private static final String ALL = "/api/v1/test_clocks";
    private static final String ONE = ALL + "/{id}";

    private final TestClocks clocks;
    private final ClockAdvance advance;

    public TestClockCalls(TestClocks clocks, ClockAdvance advance) {
        this.clocks = clocks;
        this.advance = advance;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post(ALL, Access.MANAGE, this::create).once(),
                Endpoint.get(ALL, Access.MANAGE, this::list),
                Endpoint.get(ONE, Access.MANAGE, this::get),
                Endpoint.delete(ONE, Access.MANAGE, this::delete),
                Endpoint.post(ONE + "/advance", Access.MANAGE, this::advance));
    }

    private Reply create(ApiCall call) {
        clocks.requireOffered();
        Fields fields = call.fields();
        String name = fields.requiredText("name");
        Instant frozenTime = frozenTime(fields);
        fields.refuseOthers();
        return Reply.created(json(clocks.create(call.organizationId(), name, frozenTime)));
    }

    private Reply list(ApiCall call) {
        NumberedPage page = call.numberedPage();
        return Reply.page(page, clocks.list(call.organizationId(), page), TestClockCalls::json);
    }

    private Reply get(ApiCall call) {
        return Reply.ok(json(clocks.get(call.organizationId(), call.pathId("id"))));
    }

    private Reply delete(ApiCall call) {
        clocks.delete(call.organizationId(), call.pathId("id"));
        return Reply.noContent();
    }

    /** Answers when the clock has arrived; who asks meanwhile is told that it is on its way. */
    private Reply advance(ApiCall call) {
        clocks.get(call.organizationId(), call.pathId("id"));
        Fields fields = call.fields();
        Instant to = frozenTime(fields);
        fields.refuseOthers();
        return Reply.ok(json(advance.advance(call.organizationId(), call.pathId("id"), to)));
    }

    private static Instant frozenTime(Fields fields) {
        Instant time = fields.instant("frozen_time");
        if (time == null) {
            throw ApiError.of(
                    Refusal.MISSING_PARAMETER,
                    "Missing required field 'frozen_time'.",
                    "frozen_time");
        }
        return time;
    }

    private static ObjectNode json(TestClock clock) {
        ObjectNode json = Json.object();
        json.put("id", clock.id().toString());
        json.put("organization_id", clock.organizationId().toString());
        json.put("name", clock.name());
        json.put("frozen_time", Json.time(clock.frozenTime()));
        json.put("status", clock.status().key());
        json.put("target_time", Json.time(clock.targetTime()));
        json.put("created_at", Json.time(clock.createdAt()));
        return json;
    }
}
