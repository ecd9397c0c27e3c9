package io.fluxrouter.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.core.catalog.Catalog;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.simulator.Settings;
import io.fluxrouter.simulator.SimulatedProvider;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A request costs what its hold was reckoned with. */
class PriceChangeTest {
    private static final String MORE = ",\"user\":\"simulate:tokens=100%s\"";

    @Test
    void fault_20_a_price_that_changes_between_hold_and_settlement_is_that_of_the_next_request() {
        try (SimulatedProvider provider = SimulatedProvider.start(Settings.defaults())) {
            change(provider);
        }
    }

    private static void change(SimulatedProvider provider) {
        AtomicReference<Catalog> catalog =
                new AtomicReference<>(TestCatalogs.at(provider.baseUri()));
        try (TestGateway gateway = TestGateway.start(catalog::get)) {
            CompletableFuture<HttpResponse<String>> running =
                    CompletableFuture.supplyAsync(
                            () -> gateway.chat("model-a", MORE.formatted(",slow=2000")));
            TestGateway.eventually("held", () -> gateway.cells().openHolds() > 0);
            catalog.set(TestCatalogs.dearer(provider.baseUri()));
            Money before = cost(running.join());
            Money after = cost(gateway.chat("model-a", MORE.formatted("")));

            assertThat(before.isPositive()).isTrue();
            assertThat(after).isEqualTo(before.plus(before));
            assertThat(gateway.sink().events())
                    .extracting(event -> event.figures().cost())
                    .containsExactly(before, after);
        }
    }

    private static Money cost(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Money.usd(answer.headers().firstValue("X-Flux-Cost-Usd").orElseThrow());
    }
}
