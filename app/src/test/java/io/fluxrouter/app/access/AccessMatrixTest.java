package io.fluxrouter.app.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.TestApi.Answer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Every call that the server answers, by everybody who may knock, and with everything that belongs
 * to somebody else. What is expected stands in {@code matrix.txt}.
 */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AccessMatrixTest {
    private static final int AT_ONCE = 8;

    /** Served by the request plane, which has no list of routes. */
    private static final Set<String> REQUEST_PLANE =
            Set.of("POST /v1/chat/completions", "GET /v1/models", "GET /v1/models/{id}");

    /** What a customer need not have: it is told so itself. */
    private static final Set<String> MAY_BE_NONE =
            Set.of("GET /v1/auto_topup", "GET /home/audit/exports/{id}");

    /** Whoever asks chose the id; of one that nothing was sent for, they hear that nothing was. */
    private static final Set<String> NAMED_BY_WHO_ASKS = Set.of("GET /home/audit/exports/{id}");

    /** Those who would sign themselves out. */
    private static final Set<String> ENDS_SESSIONS =
            Set.of("POST /logout", "POST /api/v1/auth/logout");

    /** Whom Acme's things are none of, but who may make the same calls about their own. */
    private static final Set<Visitor> RIVALS =
            EnumSet.of(
                    Visitor.REMOVED,
                    Visitor.RIVAL,
                    Visitor.RIVAL_KEY,
                    Visitor.RIVAL_BOTH_KEY,
                    Visitor.RIVAL_PERSON);

    private final List<Rule> table = Rule.table();
    private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    private Town town;

    @BeforeAll
    void start() {
        town = new Town();
    }

    @AfterAll
    void stop() {
        threads.shutdown();
        town.close();
    }

    /** One trial, and what is wrong with its answer. */
    private record Trial(Visitor visitor, Rule rule) {}

    private void all(Stream<Trial> trials, Consumer<Trial> check) {
        ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
        List<Future<?>> running = new ArrayList<>();
        trials.forEach(
                trial ->
                        running.add(
                                threads.submit(
                                        () -> {
                                            try {
                                                check.accept(trial);
                                            } catch (AssertionError failure) {
                                                wrong.add(trial + ": " + failure.getMessage());
                                            }
                                        })));
        for (Future<?> one : running) {
            try {
                one.get();
            } catch (ExecutionException | InterruptedException failure) {
                throw new IllegalStateException(failure);
            }
        }
        assertThat(running).hasSizeGreaterThan(20);
        assertThat(wrong.stream().sorted().collect(Collectors.joining("\n"))).isEmpty();
    }

    @Test
    @Order(1)
    void the_table_names_every_call_once_and_no_other() {
        Set<String> routes = new TreeSet<>(town.node().app().routes());
        routes.addAll(town.node().app().pages());
        routes.addAll(REQUEST_PLANE);
        assertThat(table).extracting(Rule::route).doesNotHaveDuplicates();
        assertThat(new TreeSet<>(table.stream().map(Rule::route).toList())).isEqualTo(routes);
    }

    @Test
    @Order(2)
    void each_visitor_may_make_the_calls_that_the_table_says_and_no_other() {
        all(
                table.stream()
                        .flatMap(
                                rule ->
                                        EnumSet.allOf(Visitor.class).stream()
                                                .map(visitor -> new Trial(visitor, rule)))
                        .filter(AccessMatrixTest::isHarmless),
                this::knock);
    }

    private static boolean isHarmless(Trial trial) {
        return trial.visitor() == Visitor.STRANGER || !ENDS_SESSIONS.contains(trial.rule().route());
    }

    private void knock(Trial trial) {
        Rule rule = trial.rule();
        Answer answer = town.knock(trial.visitor(), rule);
        String toLogin = answer.header("Location");
        if (!rule.who().allows(trial.visitor())) {
            assertThat(answer.status()).isEqualTo(rule.who().denial(trial.visitor()));
            if (answer.status() == 303) assertThat(toLogin).startsWith("/login?next=");
        } else if (rule.who() == Who.ANYBODY) {
            assertThat(answer.status()).isNotIn(403, 405, 500);
            assertThat(toLogin).doesNotStartWith("/login?next=");
        } else {
            assertThat(answer.status()).isNotIn(401, 403, 405, 500);
            assertThat(toLogin).doesNotStartWith("/login");
            // What is named may be missing, but not the call.
            boolean namesNothing =
                    rule.method().equals("GET")
                            && !rule.path().contains("{")
                            && !MAY_BE_NONE.contains(rule.route());
            if (namesNothing) assertThat(answer.status()).isNotEqualTo(404);
        }
    }

    @Test
    @Order(3)
    void what_belongs_to_a_customer_is_found_by_its_own() {
        all(
                table.stream()
                        .filter(Rule::namesThings)
                        .filter(rule -> rule.method().equals("GET") && rule.who() != Who.ANYBODY)
                        .filter(rule -> rule.who() != Who.OPERATOR)
                        .filter(rule -> !MAY_BE_NONE.contains(rule.route()))
                        .map(rule -> new Trial(rule.who().rightful(), rule)),
                trial -> isFound(town.tryWithIds(trial.visitor(), trial.rule())));
    }

    @Test
    @Order(4)
    void nobody_elses_things_exist_and_nothing_changes_by_trying() {
        town.node().app().settle();
        Books books = new Books(town.node());
        Map<String, String> before = books.digests();
        all(
                table.stream()
                        .filter(rule -> rule.namesThings() && rule.who() != Who.ANYBODY)
                        .flatMap(
                                rule ->
                                        EnumSet.allOf(Visitor.class).stream()
                                                .filter(visitor -> isForeign(visitor, rule))
                                                .map(visitor -> new Trial(visitor, rule))),
                this::tryForeign);
        assertThat(books.digests()).isEqualTo(before);
    }

    /** Who may not make the call at all, and who may for things of their own. */
    private static boolean isForeign(Visitor visitor, Rule rule) {
        return !rule.who().allows(visitor) || RIVALS.contains(visitor);
    }

    private void tryForeign(Trial trial) {
        Who who = trial.rule().who();
        Answer answer = town.tryWithIds(trial.visitor(), trial.rule());
        if (who.allows(trial.visitor())) {
            if (NAMED_BY_WHO_ASKS.contains(trial.rule().route())) {
                assertThat(answer.text()).contains("value=\"0\"");
                return;
            }
            // A reference inside a body that leads nowhere is a mistake in the body.
            boolean isReference =
                    answer.status() == 422 && answer.text().contains("There is no such");
            if (!isReference) assertThat(answer.status()).as(shortened(answer)).isIn(403, 404);
            return;
        }
        assertThat(answer.status()).isEqualTo(who.denial(trial.visitor()));
    }

    private static void isFound(Answer answer) {
        assertThat(answer.status()).as(shortened(answer)).isEqualTo(200);
    }

    private static String shortened(Answer answer) {
        return answer.text().substring(0, Math.min(200, answer.text().length()));
    }
}
