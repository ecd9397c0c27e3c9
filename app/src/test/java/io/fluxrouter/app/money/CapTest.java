package io.fluxrouter.app.money;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.TestApi;
import io.fluxrouter.app.node.TestApi.Answer;
import io.fluxrouter.app.node.TestNode;
import io.fluxrouter.core.money.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * A cap holds, whatever the interleaving: two nodes, one database, a thousand requests in one
 * instant.
 */
@TestInstance(Lifecycle.PER_CLASS)
class CapTest {
    private static final int ROUNDS = 100;
    private static final int REQUESTS = 1_000;
    private static final Money CENT = Money.usd("0.01");
    private static final String BODY =
            "{\"model\":\"flux-fast\",\"user\":\"simulate:tokens=300\",\"messages\":"
                    + "[{\"role\":\"user\",\"content\":\"Tell me a story.\"}]}";

    private TestNode first;
    private TestNode second;

    @BeforeAll
    void start() {
        first = TestNode.start();
        second = first.another();
    }

    @AfterAll
    void stop() {
        second.close();
        first.close();
    }

    @Test
    void fault_17_a_thousand_requests_at_once_never_pass_the_last_cent() {
        int servedInAll = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String customer = first.api().customer("none");
            first.api().grant(customer, "0.01");
            String key = first.api().key(customer);
            Round result = race(key);

            first.app().settle();
            second.app().settle();
            Money settled = settled(customer);
            assertThat(settled).as("round %d", round).isLessThanOrEqualTo(CENT);
            assertThat(settled).as("round %d", round).isEqualTo(result.told());
            assertThat(result.strange()).as("round %d", round).isEmpty();
            servedInAll += result.served();
        }
        assertThat(servedInAll).isGreaterThanOrEqualTo(ROUNDS);
        assertThat(first.app().cells().openHolds()).isZero();
        assertThat(second.app().cells().openHolds()).isZero();
    }

    private record Round(int served, Money told, List<Integer> strange) {}

    private Round race(String key) {
        List<CompletableFuture<Answer>> running = new ArrayList<>(REQUESTS);
        for (int i = 0; i < REQUESTS; i++) {
            TestApi api = i % 2 == 0 ? first.api() : second.api();
            running.add(api.chatAsync(key, BODY));
        }
        int served = 0;
        Money told = Money.ZERO;
        List<Integer> strange = new ArrayList<>();
        for (CompletableFuture<Answer> call : running) {
            Answer answer = call.join();
            switch (answer.status()) {
                case 200 -> {
                    served++;
                    told = told.plus(answer.cost());
                }
                // The key is new, so the other node may not have heard of it yet; and rates are
                // limited.
                case 401, 402, 429 -> {}
                default -> strange.add(answer.status());
            }
        }
        return new Round(served, told, strange);
    }

    private Money settled(String customer) {
        Answer usage = first.api().admin("GET", "/v1/usage?customer_id=" + customer, "");
        return Money.usd(usage.json().path("total").path("cost_usd").asString());
    }
}
