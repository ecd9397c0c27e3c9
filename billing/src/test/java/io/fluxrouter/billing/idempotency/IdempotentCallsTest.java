package io.fluxrouter.billing.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluxrouter.billing.access.Organization;
import io.fluxrouter.billing.customer.Customers;
import io.fluxrouter.billing.customer.NewCustomer;
import io.fluxrouter.billing.database.TestPostgres;
import io.fluxrouter.billing.input.NumberedPage;
import io.fluxrouter.core.access.KeyHash;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IdempotentCallsTest {
    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-07-15T12:00:00Z"));

    private Customers customers;
    private IdempotentCalls calls;
    private IdempotentCalls otherNode;

    @BeforeEach
    void openDatabase() {
        Jdbi jdbi = TestPostgres.freshDatabase().jdbi();
        customers = new Customers(jdbi, CLOCK);
        calls = new IdempotentCalls(jdbi, CLOCK);
        otherNode = new IdempotentCalls(jdbi, CLOCK);
    }

    private KeptReply create() {
        return new KeptReply(
                201, "text/plain", customers.create(NewCustomer.prepaid("Ann")).id().toString());
    }

    private static IdempotentCall call(String key) {
        return new IdempotentCall(Organization.OPERATOR, key, KeyHash.of("POST /customers"));
    }

    private long made() {
        return customers.list(NumberedPage.FIRST).total();
    }

    @Test
    void what_a_service_does_by_itself_becomes_part_of_the_calls_transaction() {
        assertThatThrownBy(
                        () ->
                                calls.once(
                                        call("torn"),
                                        () -> {
                                            create();
                                            throw new IllegalStateException("the power goes");
                                        }))
                .hasMessage("the power goes");
        assertThat(made()).isZero();
        calls.once(call("torn"), this::create);
        assertThat(made()).isOne();
    }

    @Test
    void two_nodes_at_once_make_one() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 25; i++) {
                threads.execute(() -> calls.once(call("race"), this::create));
                threads.execute(() -> otherNode.once(call("race"), this::create));
            }
        }
        assertThat(made()).isOne();
        assertThat(calls.once(call("race"), this::create))
                .isEqualTo(otherNode.once(call("race"), this::create));
    }
}
