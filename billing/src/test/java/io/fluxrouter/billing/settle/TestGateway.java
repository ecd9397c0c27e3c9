package io.fluxrouter.billing.settle;

import io.fluxrouter.billing.journal.JournalBatch;
import io.fluxrouter.billing.journal.JournalPosition;
import io.fluxrouter.billing.spend.Node;
import io.fluxrouter.billing.spend.StoredLeases;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.spend.LeaseAnswer;
import io.fluxrouter.core.spend.LeaseRequest;
import io.fluxrouter.core.spend.SpendAccount;
import io.fluxrouter.core.spend.SpendPeriod;
import io.fluxrouter.core.usage.UsageEvent;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jdbi.v3.core.Jdbi;

/**
 * What a gateway does to the books: takes the worst case of each request from the customer's
 * account, settles what it came to, and gives the rest back. It remembers what it told callers.
 */
public final class TestGateway implements AutoCloseable {
    private final InstantSource clock;
    private final StoredLeases leases;
    private final SettlementIds ids;
    private final SettleBatch settling;
    private final Map<UUID, Money> told = new HashMap<>();
    private JournalPosition end;

    public TestGateway(Jdbi jdbi, InstantSource clock) {
        UUID node = UUID.randomUUID();
        this.clock = clock;
        this.ids = new SettlementIds(jdbi);
        this.settling = new SettleBatch(jdbi, clock, node, SettleListener.NONE);
        this.end = settling.position();
        this.leases = new StoredLeases(jdbi, new Node(node));
    }

    /** Serves a request now; false where the worst case is not there, so no provider is called. */
    public boolean serve(UUID customer, String worst, String cost) {
        if (!take(customer, Money.usd(worst))) return false;
        settle(customer, clock.instant(), Money.usd(cost));
        giveBack(customer, Money.usd(worst).minus(Money.usd(cost)));
        return true;
    }

    /** Serves a request that ended then, and is settled only now: its node was cut off. */
    public void settleLate(UUID customer, Instant at, String cost) {
        if (!take(customer, Money.usd(cost))) throw new IllegalStateException("refused");
        settle(customer, at, Money.usd(cost));
    }

    private void settle(UUID customer, Instant at, Money cost) {
        UsageEvent event = Event.of(customer, at, "0").costing(cost).event();
        JournalPosition next = new JournalPosition(1, end.offset() + 2);
        try {
            JournalBatch batch = new JournalBatch(List.of(event), next);
            if (!settling.run(PreparedBatch.of(end, batch, ids.next()), false)) {
                throw new IllegalStateException("the journal is elsewhere");
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        end = next;
        told.merge(customer, cost, Money::plus);
    }

    private boolean take(UUID customer, Money amount) {
        Instant month = SpendPeriod.MONTHLY.startOf(clock.instant());
        try {
            LeaseAnswer answer =
                    leases.take(new LeaseRequest(account(customer), month, amount, amount))
                            .toCompletableFuture()
                            .get(30, TimeUnit.SECONDS);
            return answer instanceof LeaseAnswer.Granted;
        } catch (InterruptedException | ExecutionException | TimeoutException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private void giveBack(UUID customer, Money rest) {
        if (rest.isPositive()) leases.giveBack(account(customer), rest);
    }

    private static SpendAccount account(UUID customer) {
        return new SpendAccount(customer, SpendAccount.Kind.CUSTOMER, SpendPeriod.MONTHLY);
    }

    /** The sum of the costs that callers were told, by customer. */
    public Map<UUID, Money> told() {
        return Map.copyOf(told);
    }

    /** All that was to be given back is there afterwards. */
    @Override
    public void close() {
        leases.close();
    }
}
