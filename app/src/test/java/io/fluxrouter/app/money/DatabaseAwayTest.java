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
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * The database goes away for a while under load: service goes on within leases and loses nothing.
 */
class DatabaseAwayTest {
    private static final Duration AWAY = Duration.ofSeconds(20);
    private static final Duration BETWEEN_REQUESTS = Duration.ofMillis(20);
    private static final String BODY =
            "{\"model\":\"flux-fast\",\"max_tokens\":50,\"messages\":"
                    + "[{\"role\":\"user\",\"content\":\"hello\"}]}";

    @Test
    void nothing_is_lost_or_doubled_and_service_goes_on() throws IOException {
        try (SimulatedProvider provider = SimulatedProvider.start(Settings.defaults());
                ServerProcess server = ServerProcess.start(provider.baseUri())) {
            TestApi api = server.api();
            String customer = api.customer("scale");
            String key = api.key(customer);
            Load before = load(api, key, Duration.ofSeconds(1));
            Books.freezeDatabase(server.dataDirectory());
            Load during = load(api, key, AWAY);
            Books.thawDatabase(server.dataDirectory());
            Load after = load(api, key, Duration.ofSeconds(2));

            assertThat(before.served()).isPositive();
            assertThat(during.served()).as("served while the database was away").isPositive();
            assertThat(after.served()).isPositive();
            assertThat(during.strange() + before.strange() + after.strange()).isZero();
            Money told = before.cost().plus(during.cost()).plus(after.cost());
            assertThat(awaitUsage(api, customer, told)).isEqualTo(told);
            server.terminate();
            assertThat(Books.findings(server.dataDirectory())).isEmpty();
        }
    }

    private record Load(int served, int refused, int strange, Money cost) {}

    private static Load load(TestApi api, String key, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        int served = 0;
        int refused = 0;
        int strange = 0;
        Money cost = Money.ZERO;
        while (System.nanoTime() < end) {
            Answer answer = api.chat(key, BODY);
            switch (answer.status()) {
                case 200 -> {
                    served++;
                    cost = cost.plus(answer.cost());
                }
                case 503 -> refused++;
                default -> strange++;
            }
            LockSupport.parkNanos(BETWEEN_REQUESTS.toNanos());
        }
        return new Load(served, refused, strange, cost);
    }

    /** The settler may need a moment to notice that the database is back. */
    private static Money awaitUsage(TestApi api, String customer, Money expected) {
        Money found = Money.ZERO;
        for (int attempt = 0; attempt < 30 && !found.equals(expected); attempt++) {
            Answer usage = api.admin("GET", "/v1/usage?customer_id=" + customer, "");
            if (usage.status() == 200) {
                found = Money.usd(usage.json().path("total").path("cost_usd").asString());
            }
            if (!found.equals(expected)) LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
        }
        return found;
    }
}
