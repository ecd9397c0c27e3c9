package io.fluxrouter.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class FaultTest {
    private final SimulatedProvider provider = SimulatedProvider.start(Settings.defaults());
    private final Caller caller = new Caller(provider);

    @AfterEach
    void stop() {
        caller.close();
        provider.close();
    }

    @Test
    void fail_gives_the_status_and_an_error_body() throws Exception {
        for (int status : new int[] {400, 401, 403, 404, 429, 500, 502, 503, 529}) {
            HttpResponse<String> reply = caller.post(Caller.faulty("slow=1,fail=" + status));

            assertThat(reply.statusCode()).isEqualTo(status);
            assertThat(Json.MAPPER.readTree(reply.body()).at("/error/message").isString()).isTrue();
            assertThat(reply.headers().firstValue("retry-after").isPresent())
                    .isEqualTo(status == 429);
        }
        assertThat(provider.tally().byStatus()).hasSize(9);
        assertThat(provider.tally().replies()).isZero();
    }

    @Test
    void the_header_the_queue_and_the_model_order_faults_too() throws Exception {
        String good = Caller.ask("", "Hello!");
        provider.faults().next(1, "").next(2, "fail=500").forModel("gpt-4o", "fail=503");

        assertThat(caller.post(good, "x-simulate", "fail=418").statusCode()).isEqualTo(418);
        assertThat(caller.post(good).statusCode()).isEqualTo(500);
        assertThat(caller.post(good).statusCode()).isEqualTo(500);
        assertThat(caller.post(good).statusCode()).isEqualTo(503);
        assertThat(caller.post(good.replace("4o", "4.1")).statusCode()).isEqualTo(200);
        provider.faults().forModel("gpt-4o", "");
        assertThat(caller.post(good).statusCode()).isEqualTo(200);
        provider.faults().next(1, "fail=500").clear();
        assertThat(caller.post(good).statusCode()).isEqualTo(200);
    }

    @Test
    void an_unknown_fault_is_refused() throws Exception {
        for (String wrong : List.of("no-such", "fail=200", "fail=x", "usage=1/2", "tokens=-1")) {
            assertThat(caller.post(Caller.faulty(wrong)).statusCode()).as(wrong).isEqualTo(400);
            assertThatThrownBy(() -> provider.faults().next(1, wrong))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void stall_never_answers() {
        var pending = caller.start(Caller.faulty("stall"));
        Condition.await("arrival", () -> provider.tally().requests() == 1);

        assertThat(pending).isNotDone();
        pending.cancel(true);
        Condition.await("abort", () -> provider.tally().clientAborts() == 1);
        assertThat(provider.tally().byStatus()).isEmpty();
    }

    @Test
    void stall_after_goes_silent_in_the_middle() throws Exception {
        try (InputStream reply = caller.open(Caller.faultyStream("stall-after=3")).body()) {
            for (int events = 0; events < 3; events++) readEvent(reply);
            assertThat(reply.available()).isZero();
            assertThat(provider.tally().openStreams()).isOne();
        }
        Condition.await("abort", () -> provider.tally().clientAborts() == 1);
        // A role and two tokens.
        assertThat(provider.tally().served().completion()).isEqualTo(2);
    }

    @Test
    void stall_after_holds_back_half_of_a_plain_body() throws Exception {
        try (InputStream reply = caller.open(Caller.faulty("stall-after=1")).body()) {
            assertThat(reply.readNBytes(100)).hasSize(100);
        }
        Condition.await("abort", () -> provider.tally().clientAborts() == 1);
    }

    @Test
    void cut_closes_the_connection_before_headers() {
        assertThatThrownBy(() -> caller.post(Caller.faulty("cut"))).isInstanceOf(IOException.class);
        assertThat(provider.tally().clientAborts()).isZero();
        assertThat(provider.tally().byStatus()).isEmpty();
    }

    @Test
    void cut_after_closes_it_in_the_middle() {
        String arrived = caller.brokenReply(Caller.faultyStream("cut-after=4"));

        assertThat(arrived).endsWith("\n\n").containsPattern("^data: ");
        assertThat(arrived.split("\n\n")).hasSize(4);
        assertThat(provider.tally().served().completion()).isEqualTo(3);
        assertThatThrownBy(() -> caller.post(Caller.faulty("cut-after=1")))
                .isInstanceOf(IOException.class);
        assertThat(provider.tally().clientAborts()).isZero();
        assertThat(provider.tally().openStreams()).isZero();
    }

    @Test
    void usage_may_be_missing() throws Exception {
        assertThat(caller.json(Caller.faulty("omit-usage")).has("usage")).isFalse();
        assertThat(caller.events(Caller.faultyStream("omit-usage")))
                .noneMatch(event -> event.contains("prompt_tokens"));
        assertThat(provider.tally().claimed()).isEqualTo(Usage.ZERO);
        assertThat(provider.tally().served().prompt()).isEqualTo(18);
    }

    @Test
    void usage_may_be_zero_or_claimed() {
        JsonNode zero = caller.json(Caller.faulty("zero-usage")).path("usage");
        // Commas end a fault, so the three counts are parted by slashes.
        JsonNode claimed = caller.json(Caller.faulty("usage=5000/70/4000")).path("usage");

        assertThat(zero.path("total_tokens").asInt()).isZero();
        assertThat(claimed.path("prompt_tokens").asInt()).isEqualTo(5000);
        assertThat(claimed.path("completion_tokens").asInt()).isEqualTo(70);
        assertThat(claimed.at("/prompt_tokens_details/cached_tokens").asInt()).isEqualTo(4000);
        assertThat(provider.tally().of("gpt-4o").claimed()).isEqualTo(new Usage(5000, 70, 4000, 0));
        assertThat(provider.tally().of("gpt-4o").served().prompt()).isEqualTo(18);
    }

    @Test
    void usage_may_come_twice() throws Exception {
        List<String> events = caller.events(Caller.faultyStream("double-usage"));
        String plain = caller.post(Caller.faulty("double-usage")).body();

        assertThat(events).filteredOn(event -> event.contains("prompt_tokens")).hasSize(2);
        assertThat(plain.split("\"usage\":", -1)).hasSize(3);
        assertThat(provider.tally().claimed()).isEqualTo(provider.tally().served());
    }

    @Test
    void tokens_respect_the_limit_and_overrun_does_not() {
        String limit = "\"max_tokens\":10,\"user\":\"simulate:";
        JsonNode exact = caller.json(Caller.faulty("tokens=333"));
        JsonNode held = caller.json(Caller.ask(limit + "tokens=333\",", "Hello!"));
        JsonNode over = caller.json(Caller.ask(limit + "overrun=50\",", "Hello!"));

        assertThat(exact.at("/usage/completion_tokens").asInt()).isEqualTo(333);
        assertThat(Tokens.count(exact.at("/choices/0/message/content").asString())).isEqualTo(333);
        assertThat(held.at("/usage/completion_tokens").asInt()).isEqualTo(10);
        assertThat(over.at("/usage/completion_tokens").asInt()).isEqualTo(50);
        assertThat(Tokens.count(over.at("/choices/0/message/content").asString())).isEqualTo(50);
    }

    @Test
    void another_model_may_be_reported() throws Exception {
        assertThat(caller.json(Caller.faulty("model=gpt-3")).path("model").asString())
                .isEqualTo("gpt-3");
        assertThat(caller.events(Caller.faultyStream("model=gpt-3")).getFirst())
                .contains("\"model\":\"gpt-3\"");
    }

    @Test
    void garbage_is_not_json() throws Exception {
        HttpResponse<String> plain = caller.post(Caller.faulty("garbage"));
        List<String> events = caller.events(Caller.faultyStream("garbage"));

        assertThat(plain.statusCode()).isEqualTo(200);
        assertThat(plain.body()).startsWith("<html>");
        assertThat(events.get(1)).startsWith("<html>");
        assertThat(provider.tally().served().completion()).isZero();
        assertThat(provider.tally().claimed()).isEqualTo(Usage.ZERO);
    }

    @Test
    void huge_bodies_are_as_large_as_ordered_and_still_json() throws Exception {
        JsonNode plain = caller.json(Caller.faulty("huge=3000000"));
        List<String> events = caller.events(Caller.faultyStream("huge=3000000"));

        assertThat(plain.at("/choices/0/message/content").asString()).hasSize(3_000_000);
        JsonNode event = Json.MAPPER.readTree(events.get(1));
        assertThat(event.at("/choices/0/delta/content").asString()).hasSize(3_000_000);
        assertThat(provider.tally().claimed()).isEqualTo(provider.tally().served());
    }

    @Test
    void the_content_type_may_be_missing() throws Exception {
        for (String body :
                List.of(Caller.faulty("no-content-type"), Caller.faultyStream("no-content-type"))) {
            assertThat(caller.post(body).headers().firstValue("content-type")).isEmpty();
        }
    }

    @Test
    void slow_answers_come_late_and_well() throws Exception {
        long start = System.nanoTime();
        HttpResponse<String> reply = caller.post(Caller.faulty("slow=50"));

        assertThat(reply.statusCode()).isEqualTo(200);
        // A lower bound only: a timer never fires early, however busy the machine is.
        assertThat(System.nanoTime() - start).isGreaterThan(45_000_000L);
    }

    private static void readEvent(InputStream stream) throws IOException {
        int previous = 0;
        for (int c = stream.read(); c >= 0; c = stream.read()) {
            if (c == '\n' && previous == '\n') return;
            previous = c;
        }
        throw new AssertionError("the stream ended within an event");
    }
}
