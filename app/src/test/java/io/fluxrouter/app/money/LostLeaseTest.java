package io.fluxrouter.app.money;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.TestApi.Answer;
import io.fluxrouter.app.node.TestNode;
import io.fluxrouter.billing.database.CutLine;
import io.fluxrouter.core.money.Money;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The line between a node and its database is cut after a lease is granted, before it is told. */
class LostLeaseTest {
    /** Holds up to 0.0096 dollars for the answer: nearly the whole cent. */
    private static final String NEARLY_ALL =
            "{\"model\":\"flux-fast\",\"max_tokens\":2400,"
                    + "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    private static final String AS_LONG_AS_THERE_IS_MONEY =
            "{\"model\":\"flux-reasoning\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    private static final String BYPASS = "com.zaxxer.hikari.aliveBypassWindowMs";

    private final CompletableFuture<CutLine> opened = new CompletableFuture<>();
    private final CompletableFuture<Jdbi> direct = new CompletableFuture<>();

    /** A pool that asks whether a connection is alive would ask over a line that keeps answers. */
    @BeforeAll
    static void trustConnections() {
        System.setProperty(BYPASS, "60000");
    }

    @AfterAll
    static void trustThemNoMore() {
        System.clearProperty(BYPASS);
    }

    /** After the node, which settles and gives back over the line until its end. */
    @AfterEach
    void closeTheLine() {
        opened.join().close();
    }

    /** Puts the line between, and keeps the way around it. */
    private String detour(String databaseUrl) {
        try {
            URI address = URI.create(databaseUrl.substring("jdbc:".length()));
            CutLine line = new CutLine(address.getPort());
            opened.complete(line);
            direct.complete(Jdbi.create(databaseUrl));
            return databaseUrl.replace(":" + address.getPort(), ":" + line.port());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Money leased(String column, String table, String customer) {
        return Money.ofNanos(
                direct.join()
                        .withHandle(
                                handle ->
                                        handle.createQuery(
                                                        "SELECT coalesce(sum(<column>), 0) FROM"
                                                                + " <table> WHERE <key> = :id")
                                                .define("column", column)
                                                .define("table", table)
                                                .define(
                                                        "key",
                                                        table.equals("lease") ? "account_id" : "id")
                                                .bind("id", UUID.fromString(customer))
                                                .mapTo(Long.class)
                                                .one()));
    }

    @Test
    void the_caller_is_told_to_come_back_and_the_cent_can_be_spent_to_the_end() {
        try (TestNode node = TestNode.start(this::detour)) {
            useTheConnectionForLeases(node);
            String customer = node.api().customer("none");
            node.api().grant(customer, "0.01");
            String key = node.api().key(customer);
            Answer refused = loseTheAnswer(node, customer, key);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.errorCode()).isEqualTo("slow_down");

            assertThat(node.app().cells().held()).isEqualTo(Money.ZERO);
            eventually(
                    "no cell holds anything, and so says the database",
                    () -> leased("leased_nanos", "spend_account", customer).isZero());
            assertThat(leased("amount_nanos", "lease", customer)).isEqualTo(Money.ZERO);

            eventually(
                    "served over a connection that was not cut",
                    () -> node.api().chat(key, NEARLY_ALL).status() == 200);
            eventually("all connections that were cut are replaced", () -> verifies(node));
        }
    }

    /**
     * So that it is there, and nothing asks whether it is alive. By an answer that may be so long
     * that all there is gets leased for it: what is leased ahead, behind the answer's back, would
     * keep the connection while the line is held.
     */
    private void useTheConnectionForLeases(TestNode node) {
        String other = node.api().customer("none");
        node.api().grant(other, "0.01");
        Answer served = node.api().chat(node.api().key(other), AS_LONG_AS_THERE_IS_MONEY);
        assertThat(served.status()).as(served.text()).isEqualTo(200);
        assertThat(leased("granted_nanos", "lease", other)).isEqualTo(Money.usd("0.01"));
    }

    /** The lease is granted, and the line cut before its answer has come. */
    private Answer loseTheAnswer(TestNode node, String customer, String key) {
        CutLine line = opened.join();
        line.holdAnswers(true);
        try {
            CompletableFuture<Answer> lost = node.api().chatAsync(key, NEARLY_ALL);
            eventually(
                    "granted",
                    () -> leased("leased_nanos", "spend_account", customer).isPositive());
            line.cut();
            line.holdAnswers(false);
            return lost.join();
        } finally {
            line.holdAnswers(false); // A node whose database is silent never ends.
        }
    }

    private static boolean verifies(TestNode node) {
        try {
            return node.app().verify().isEmpty();
        } catch (JdbiException stillCut) {
            return false;
        }
    }

    private static void eventually(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) throw new AssertionError("never: " + what);
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }
}
