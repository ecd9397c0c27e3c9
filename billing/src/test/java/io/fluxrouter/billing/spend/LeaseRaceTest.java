package io.fluxrouter.billing.spend;

import static io.fluxrouter.billing.Eventually.eventually;
import static io.fluxrouter.billing.spend.SpendFixture.take;
import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.billing.database.TestPostgres;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.spend.LeaseAnswer;
import io.fluxrouter.core.spend.SpendAccount;
import io.fluxrouter.core.spend.SpendState;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two nodes, their settlers and a cap, all at once. */
class LeaseRaceTest {
    private static final int THREADS_PER_NODE = 8;
    private static final int STEPS = 60;

    private static Jdbi jdbi;

    @BeforeAll
    static void openDatabase() {
        jdbi = TestPostgres.freshDatabase().jdbi();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.fluxrouter.billing.Seeds#three")
    void leased_and_settled_never_pass_the_cap_and_the_books_balance_at_the_end(long seed)
            throws Exception {
        SpendFixture spend = new SpendFixture(jdbi);
        SpendAccount account = spend.account("5");
        AtomicLong settled = new AtomicLong();
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            Future<Integer> observer = threads.submit(() -> observe(spend, account, over));
            List<Callable<Integer>> callers = new ArrayList<>();
            List<StoredLeases> nodes = new ArrayList<>();
            for (int n = 0; n < 2; n++) {
                Node node = spend.node();
                StoredLeases leases = new StoredLeases(jdbi, node);
                nodes.add(leases);
                for (int t = 0; t < THREADS_PER_NODE; t++) {
                    Random random = new Random(seed + 31L * nodes.size() + 1_009L * t);
                    callers.add(() -> spendAtRandom(spend, account, leases, node, settled, random));
                }
            }
            int granted = 0;
            for (Future<Integer> caller : threads.invokeAll(callers)) granted += caller.get();
            nodes.forEach(StoredLeases::close);
            over.set(true);
            assertThat(observer.get(30, TimeUnit.SECONDS)).as("observations").isPositive();
            assertThat(granted).as("grants").isPositive();
        }
        eventually("all back", () -> spend.leased(account).isZero());
        assertThat(spend.sumOfLeases(account)).isEqualTo(Money.ZERO);
        assertThat(spend.state(account).settled()).isEqualTo(Money.ofNanos(settled.get()));
    }

    /** Takes, settles a part as a settler would, and gives the rest back. */
    private static int spendAtRandom(
            SpendFixture spend,
            SpendAccount account,
            StoredLeases leases,
            Node node,
            AtomicLong settled,
            Random random)
            throws Exception {
        int granted = 0;
        for (int step = 0; step < STEPS; step++) {
            Money least = Money.ofNanos(1 + random.nextLong(1_500_000_000L));
            Money wanted = least.plus(Money.ofNanos(random.nextLong(1_000_000_000L)));
            LeaseAnswer answer = take(leases, account, least.toDecimal(), wanted.toDecimal());
            if (!(answer instanceof LeaseAnswer.Granted(Money amount, SpendState state))) continue;
            assertThat(amount).isBetween(least, wanted);
            assertThat(state.left().nanos()).isNotNegative();
            granted++;
            long cost = Math.min(random.nextLong(20_000_000L), amount.nanos());
            spend.settle(account, node, cost);
            settled.addAndGet(cost);
            leases.giveBack(account, amount.minus(Money.ofNanos(cost)));
        }
        return granted;
    }

    private static int observe(SpendFixture spend, SpendAccount account, AtomicBoolean over) {
        int observations = 0;
        while (!over.get()) {
            SpendState state = spend.state(account);
            assertThat(state.settled().plus(state.leased())).isLessThanOrEqualTo(state.cap());
            assertThat(state.leased().nanos()).isNotNegative();
            observations++;
        }
        return observations;
    }
}
