package io.fluxrouter.billing.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fluxrouter.billing.access.Mode;
import io.fluxrouter.billing.access.OrganizationKeys;
import io.fluxrouter.billing.database.Database;
import io.fluxrouter.billing.database.TestPostgres;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Links for forgotten passwords, under a clock that the test moves. */
@TestInstance(Lifecycle.PER_CLASS)
class PasswordResetsTest {
    private static final Pattern LINK = Pattern.compile("https://flux\\.test/reset/([0-9a-f]+)");
    private static final String OLD = "correct horse";
    private static final String NEW = "battery staple";

    private Instant now = Instant.parse("2026-07-15T12:00:00Z");
    private final InstantSource clock = () -> now;
    private final Database database = TestPostgres.freshDatabase();
    private final Jdbi jdbi = database.jdbi();
    private final Accounts accounts = new Accounts(jdbi, clock);
    private final PasswordResets resets = new PasswordResets(jdbi, accounts, clock);

    @AfterAll
    void close() {
        database.close();
    }

    private Person person(String name) {
        return accounts.signUp(new SignUp(name + "@acme.test", OLD, "Acme", "192.0.2.1"));
    }

    private void request(String name) {
        resets.request(name + "@acme.test", "192.0.2.1", "https://flux.test");
    }

    private List<String> mails(String name) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        "SELECT body FROM mail WHERE recipient = ? ORDER BY created_at, id")
                                .bind(0, name + "@acme.test")
                                .mapTo(String.class)
                                .list());
    }

    private String token(String name) {
        List<String> mails = mails(name);
        Matcher link = LINK.matcher(mails.getLast());
        assertThat(link.find()).isTrue();
        return link.group(1);
    }

    private void forward(Duration step) {
        now = now.plus(step);
    }

    private static Refusal refusal(ThrowingCallable call) {
        return catchThrowableOfType(ApiError.class, call).refusal();
    }

    @Test
    void a_link_sets_the_password_once_and_ends_every_session() {
        Person ann = person("ann");
        PageSessions pages = new PageSessions(jdbi, clock);
        Sessions calls = new Sessions(jdbi, clock);
        Principals principals = new Principals(jdbi, new OrganizationKeys(jdbi, clock), clock);
        String page = pages.open(ann.id());
        SessionTokens call = calls.open(ann.id());
        request("ann");
        String token = token("ann");
        assertThat(resets.isOpen(token)).isTrue();
        assertThat(pages.find(page)).isPresent();

        forward(Duration.ofMinutes(1));
        assertThat(resets.reset(token, NEW, null)).isEqualTo(ann);
        assertThat(accounts.logIn(ann.email(), NEW, null)).isEqualTo(ann);
        assertThat(refusal(() -> accounts.logIn(ann.email(), OLD, null)))
                .isEqualTo(Refusal.NOT_SIGNED_IN);
        assertThat(pages.find(page)).isEmpty();
        assertThat(principals.ofSession(call.access(), Mode.LIVE)).isEmpty();
        assertThat(refusal(() -> calls.refresh(call.refresh()))).isEqualTo(Refusal.NOT_SIGNED_IN);
        assertThat(refusal(() -> resets.reset(token, "a third one", null)))
                .isEqualTo(Refusal.NOT_FOUND);
        assertThat(mails("ann")).hasSize(2).last().asString().contains("was changed");
    }

    @Test
    void a_link_works_for_an_hour_and_the_newest_makes_the_others_useless() {
        person("bob");
        request("bob");
        String late = token("bob");
        forward(PasswordResets.LIFE);
        assertThat(resets.isOpen(late)).isFalse();
        assertThat(refusal(() -> resets.reset(late, NEW, null))).isEqualTo(Refusal.NOT_FOUND);

        request("bob");
        String first = token("bob");
        forward(Duration.ofSeconds(1));
        request("bob");
        String second = token("bob");
        assertThat(first).isNotEqualTo(second);
        resets.reset(second, NEW, null);
        assertThat(resets.isOpen(first)).isFalse();
    }

    @Test
    void a_bad_password_leaves_the_link_as_it_was() {
        person("eve");
        request("eve");
        String token = token("eve");
        assertThat(refusal(() -> resets.reset(token, "short", null)))
                .isEqualTo(Refusal.INVALID_VALUE);
        assertThat(resets.isOpen(token)).isTrue();
    }

    @Test
    void the_token_is_kept_as_a_hash_only() {
        person("kim");
        request("kim");
        String token = token("kim");
        long asText =
                jdbi.withHandle(
                        handle ->
                                handle.createQuery(
                                                "SELECT count(*) FROM password_reset WHERE hash = convert_to(?, 'UTF8') OR encode(hash, 'hex') LIKE ?")
                                        .bind(0, token)
                                        .bind(1, "%" + token + "%")
                                        .mapTo(long.class)
                                        .one());
        assertThat(asText).isZero();
    }

    @Test
    void an_unknown_address_is_answered_alike_and_gets_no_mail() {
        long before = rows();
        request("nobody");
        assertThat(rows()).isEqualTo(before + 1);
        assertThat(mails("nobody")).isEmpty();
    }

    private long rows() {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery("SELECT count(*) FROM password_reset")
                                .mapTo(long.class)
                                .one());
    }

    @Test
    void five_mails_in_a_quarter_of_an_hour_are_enough_known_or_not() {
        person("max");
        for (String name : List.of("max", "nobody-else")) {
            for (int i = 0; i < 5; i++) request(name);
            assertThat(refusal(() -> request(name))).isEqualTo(Refusal.RATE_LIMITED);
        }
        assertThat(mails("max")).hasSize(5);
        forward(Attempts.WINDOW);
        request("max");
        assertThat(mails("max")).hasSize(6);
    }
}
