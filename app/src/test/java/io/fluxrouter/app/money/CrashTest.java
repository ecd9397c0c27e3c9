package io.fluxrouter.app.money;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.ServerProcess;
import io.fluxrouter.app.node.TestApi;
import io.fluxrouter.app.node.TestApi.Answer;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.simulator.Settings;
import io.fluxrouter.simulator.SimulatedProvider;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The real process is killed again and again under load: what a caller saw is billed, and billed
 * once.
 */
class CrashTest {
    private static final int KILLS = Integer.getInteger("kills", 20);
    private static final int CALLERS = 12;
    private static final String BODY =
            "{\"model\":\"flux-auto\",\"stream\":%s,\"user\":\"simulate:tokens=20\",\"messages\":"
                    + "[{\"role\":\"user\",\"content\":\"hello\"}]}";

    /** What callers saw of one request: its id, and its cost where the whole answer came. */
    private final Map<String, Money> seen = new ConcurrentHashMap<>();

    private final Set<String> strange = ConcurrentHashMap.newKeySet();

    @Test
    void every_event_a_caller_saw_is_billed_exactly_once() throws IOException {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("CrashTest seed " + seed + ", kills " + KILLS);
        Random random = new Random(seed);
        try (SimulatedProvider provider = SimulatedProvider.start(Settings.defaults());
                ServerProcess server = ServerProcess.start(provider.baseUri())) {
            String customer = server.api().customer("none");
            server.api().grant(customer, "1000");
            String key = server.api().key(customer);
            server.api().admin("PATCH", "/v1/customers/" + customer, "{\"plan\":\"scale\"}");
            for (int kill = 1; kill <= KILLS; kill++) {
                loadUntilKilled(server, key, random);
                if (kill % 4 == 0) killDatabase(server);
                server.restart();
            }
            loadUntilKilled(server, key, random);
            server.restart();

            assertThat(seen).hasSizeGreaterThan(KILLS);
            assertEverythingSeenIsBilledOnce(server.api(), customer, key);
            server.terminate();
            assertThat(Books.findings(server.dataDirectory())).isEmpty();
        }
    }

    private void loadUntilKilled(ServerProcess server, String key, Random random) {
        AtomicBoolean stop = new AtomicBoolean();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            boolean stream = i % 3 == 0;
            TestApi api = server.api();
            callers.add(Thread.ofVirtual().start(() -> callUntil(stop, api, key, stream)));
        }
        awaitAnswers(seen.size() + 1 + random.nextInt(60));
        LockSupport.parkNanos(Duration.ofMillis(random.nextInt(30)).toNanos());
        server.kill();
        stop.set(true);
        callers.forEach(CrashTest::join);
    }

    /** A new process is slow to its first answer; a kill before that would prove little. */
    private void awaitAnswers(int answers) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (seen.size() < answers) {
            assertThat(System.nanoTime()).as("no answers: %s", strange).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
    }

    private void callUntil(AtomicBoolean stop, TestApi api, String key, boolean stream) {
        while (!stop.get()) {
            try {
                Answer answer = api.chat(key, BODY.formatted(stream));
                if (answer.status() == 200) note(answer, stream);
                else strange.add(answer.status() + " " + answer.text());
            } catch (RuntimeException killed) {
                // The server is gone in the middle of the call: nothing was seen to its end.
                return;
            }
        }
    }

    private void note(Answer answer, boolean stream) {
        Optional<Money> cost = stream ? streamed(answer) : Optional.of(answer.cost());
        cost.ifPresent(money -> seen.put(answer.header("x-request-id"), money));
    }

    private static Optional<Money> streamed(Answer answer) {
        String marker = "\"cost_usd\":\"";
        int at = answer.text().lastIndexOf(marker);
        if (at < 0) return Optional.empty();
        int from = at + marker.length();
        return Optional.of(
                Money.usd(answer.text().substring(from, answer.text().indexOf('"', from))));
    }

    private void assertEverythingSeenIsBilledOnce(TestApi api, String customer, String key) {
        Map<String, Money> missing = new HashMap<>();
        seen.forEach(
                (id, cost) -> {
                    JsonNode data = api.get("/v1/generation?id=" + id, key).json().path("data");
                    String billed = data.path("cost_usd").asString("");
                    if (!billed.equals(cost.toDecimal())) missing.put(id, cost);
                });
        assertThat(missing).as("seen by a caller, but not billed so").isEmpty();
        JsonNode total =
                api.admin("GET", "/v1/usage?customer_id=" + customer, "").json().path("total");
        Money billed = Money.usd(total.path("cost_usd").asString());
        Money told = seen.values().stream().reduce(Money.ZERO, Money::plus);
        assertThat(billed).isGreaterThanOrEqualTo(told);
    }

    /** The database dies too, at once and with all its children. */
    private static void killDatabase(ServerProcess server) throws IOException {
        Books.killDatabase(server.dataDirectory());
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
