package io.fluxrouter.billing.spend;

import static io.fluxrouter.billing.Eventually.eventually;
import static io.fluxrouter.billing.spend.SpendFixture.JULY;
import static io.fluxrouter.billing.spend.SpendFixture.take;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluxrouter.billing.database.CutLine;
import io.fluxrouter.billing.database.Database;
import io.fluxrouter.billing.database.DatabaseSettings;
import io.fluxrouter.billing.database.DatabaseUrl;
import io.fluxrouter.billing.database.TestPostgres;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.spend.LeaseAnswer;
import io.fluxrouter.core.spend.LeaseRequest;
import io.fluxrouter.core.spend.SpendAccount;
import io.fluxrouter.core.spend.SpendState;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Leases whose answer never arrives, because the line to PostgreSQL is cut at that moment. */
class LostLeaseTest {
    private Jdbi direct;
    private CutLine line;
    private Database throughLine;
    private SpendFixture spend;
    private Node node;
    private StoredLeases leases;
    private SpendAccount account;

    @BeforeEach
    void start() throws Exception {
        DatabaseSettings settings = TestPostgres.freshSettings();
        DatabaseUrl url = settings.url();
        URI address = URI.create(url.jdbcUrl().substring("jdbc:".length()));
        line = new CutLine(address.getPort());
        String detour =
                url.jdbcUrl()
                        .replace(address.getRawAuthority(), address.getHost() + ":" + line.port());
        direct = Jdbi.create(url.jdbcUrl(), url.user(), url.password());
        throughLine =
                Database.open(
                        DatabaseSettings.of(new DatabaseUrl(detour, url.user(), url.password())));
        spend = new SpendFixture(direct);
        node = spend.node();
        leases = new StoredLeases(throughLine.jdbi(), node);
        account = spend.account("10");
        assertThat(take(leases, account, "1", "1")).isInstanceOf(LeaseAnswer.Granted.class);
    }

    @AfterEach
    void stop() throws IOException {
        line.holdAnswers(false);
        line.holdRequests(false);
        leases.close();
        throughLine.close();
        line.close();
    }

    /** Asks for so much; the answer is not there yet. */
    private CompletableFuture<LeaseAnswer> ask(String dollars) {
        Money amount = Money.usd(dollars);
        return leases.take(new LeaseRequest(account, JULY, amount, amount)).toCompletableFuture();
    }

    /** Opens connections that are ready to be used while no other can be made. */
    private void warmUp() {
        eventually("connected", () -> connect(4));
    }

    private boolean connect(int more) {
        if (more == 0) return true;
        try (Handle handle = throughLine.jdbi().open()) {
            return handle.select("SELECT 1").mapTo(Integer.class).one() == 1 && connect(more - 1);
        } catch (JdbiException stillCut) {
            return false;
        }
    }

    /** A lease of so much is granted, and its answer is lost. */
    private void lose(String dollars) {
        warmUp();
        long after = totalGranted() + Money.usd(dollars).nanos();
        line.holdAnswers(true);
        CompletableFuture<LeaseAnswer> asked = ask(dollars);
        eventually("granted", () -> totalGranted() == after);
        line.cut();
        assertThatThrownBy(() -> asked.get(30, TimeUnit.SECONDS)).isNotNull();
        line.holdAnswers(false);
    }

    /** Takes over connections that work: those that were cut are found out first. */
    private LeaseAnswer takeAgain(String least, String wanted) throws Exception {
        warmUp();
        return take(leases, account, least, wanted);
    }

    private void assertLeased(String dollars) {
        eventually("lost money is back", () -> spend.leased(account).equals(Money.usd(dollars)));
        assertThat(spend.sumOfLeases(account)).isEqualTo(Money.usd(dollars));
    }

    @Test
    void a_grant_whose_answer_is_lost_comes_back_by_itself() {
        lose("6");
        assertLeased("1");
    }

    @Test
    void the_cap_can_then_be_used_to_the_last_slice_and_no_further() throws Exception {
        lose("9");
        assertLeased("1");
        assertThat(takeAgain("9", "9")).isInstanceOf(LeaseAnswer.Granted.class);
        assertThat(takeAgain("0.000000001", "1")).isInstanceOf(LeaseAnswer.Refused.class);
        assertThat(spend.leased(account)).isEqualTo(Money.usd("10"));
        leases.giveBack(account, Money.usd("10"));
        assertLeased("0");
    }

    @Test
    void the_next_answer_shows_what_was_lost_and_tells_only_its_own() throws Exception {
        lose("3");
        assertThat(takeAgain("2", "2"))
                .isInstanceOfSatisfying(
                        LeaseAnswer.Granted.class,
                        granted -> assertThat(granted.amount()).isEqualTo(Money.usd("2")));
        assertLeased("3");
    }

    @Test
    void answers_lost_one_after_the_other_all_come_back_once() throws Exception {
        for (int i = 0; i < 3; i++) {
            lose("2");
            assertThat(spend.leased(account)).isLessThanOrEqualTo(Money.usd("10"));
        }
        assertLeased("1");
        spend.settle(account, node, Money.usd("1").nanos());
        assertThat(takeAgain("9", "9")).isInstanceOf(LeaseAnswer.Granted.class);
        assertLeased("9");
    }

    @Test
    void a_request_that_arrives_after_its_sender_gave_it_up_leaks_nothing_either() {
        warmUp();
        line.holdRequests(true);
        CompletableFuture<LeaseAnswer> asked = ask("5");
        eventually("asked", () -> line.waiting() > 0);
        line.cutClients();
        assertThatThrownBy(() -> asked.get(30, TimeUnit.SECONDS)).isNotNull();
        assertThat(spend.leased(account)).isEqualTo(Money.usd("1"));
        line.holdRequests(false);
        eventually("granted late", () -> totalGranted() == Money.usd("6").nanos());
        assertLeased("1");
    }

    private long totalGranted() {
        return direct.withHandle(
                handle ->
                        handle.createQuery("SELECT granted_nanos FROM lease WHERE account_id = :id")
                                .bind("id", account.id())
                                .mapTo(Long.class)
                                .one());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {7, 20260715})
    void with_a_line_that_is_cut_over_and_over_no_cap_breaks_and_nothing_is_lost(long seed)
            throws Exception {
        leases.giveBack(account, Money.usd("1"));
        AtomicLong outstanding = new AtomicLong();
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            List<Future<Integer>> callers = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                Random random = new Random(seed + t);
                callers.add(threads.submit(() -> takeAtRandom(outstanding, over, random)));
            }
            Random random = new Random(seed);
            for (int cuts = 0; cuts < 25; cuts++) {
                Thread.sleep(random.nextLong(60));
                line.cut();
            }
            over.set(true);
            int granted = 0;
            for (Future<Integer> caller : callers) granted += caller.get(60, TimeUnit.SECONDS);
            assertThat(granted).as("grants").isPositive();
        }
        assertLeased("0");
    }

    /** Takes a slice and gives it back, again and again; what is out never passes the cap. */
    private int takeAtRandom(AtomicLong outstanding, AtomicBoolean over, Random random) {
        int granted = 0;
        while (!over.get()) {
            String wanted = Money.ofNanos(1 + random.nextLong(5_000_000_000L)).toDecimal();
            try {
                if (take(leases, account, wanted, wanted)
                        instanceof LeaseAnswer.Granted(Money amount, SpendState state)) {
                    granted++;
                    long out = outstanding.addAndGet(amount.nanos());
                    assertThat(out).isLessThanOrEqualTo(state.cap().nanos());
                    outstanding.addAndGet(-amount.nanos());
                    leases.giveBack(account, amount);
                }
            } catch (Exception cut) {
                assertThat(cut).isInstanceOf(ExecutionException.class);
            }
        }
        return granted;
    }

    @Test
    void a_server_that_cannot_be_reached_leaves_no_doubt() {
        line.close();
        assertThatThrownBy(() -> ask("1").get(30, TimeUnit.SECONDS)).isNotNull();
        assertThat(spend.leased(account)).isEqualTo(Money.usd("1"));
    }
}
