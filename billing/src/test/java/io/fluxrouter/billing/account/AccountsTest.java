package io.fluxrouter.billing.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fluxrouter.billing.access.Mode;
import io.fluxrouter.billing.access.Organization;
import io.fluxrouter.billing.access.OrganizationKeys;
import io.fluxrouter.billing.database.TestPostgres;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccountsTest {
    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-07-15T12:00:00Z"));
    private final InstantSource clock = now::get;

    private Jdbi jdbi;
    private Accounts accounts;
    private Sessions sessions;
    private Principals principals;

    @BeforeEach
    void openDatabase() {
        jdbi = TestPostgres.freshDatabase().jdbi();
        accounts = new Accounts(jdbi, clock);
        sessions = new Sessions(jdbi, clock);
        principals = new Principals(jdbi, new OrganizationKeys(jdbi, clock), clock);
    }

    private Person signUp(String email) {
        return accounts.signUp(new SignUp(email, "correct horse", "Acme", "192.0.2.1"));
    }

    @Test
    void a_password_is_kept_as_an_argon2id_hash_with_a_salt_of_its_own() {
        signUp("a@acme.test");
        signUp("b@acme.test");
        List<String> hashes =
                jdbi.withHandle(
                        handle ->
                                handle.createQuery("SELECT password FROM person")
                                        .mapTo(String.class)
                                        .list());
        assertThat(hashes)
                .hasSize(2)
                .doesNotHaveDuplicates()
                .allMatch(hash -> hash.startsWith("$argon2id$v=19$m=19456,t=2,p=1$"));
        assertThat(accounts.logIn("A@Acme.test", "correct horse", null).email())
                .isEqualTo("a@acme.test");
    }

    @Test
    void a_hash_of_another_program_is_understood() {
        // From the test vectors of the reference implementation, phc-winner-argon2.
        String hash =
                "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ"
                        + "$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
        Passwords passwords = new Passwords();
        assertThat(passwords.matches("password", hash)).isTrue();
        assertThat(passwords.matches("Password", hash)).isFalse();
    }

    @Test
    void guessing_ends_after_twenty_tries_until_the_window_is_over() {
        signUp("a@acme.test");
        for (int i = 0; i < 20; i++) {
            assertThat(refusal(() -> accounts.logIn("a@acme.test", "wrong horse", "192.0.2.9")))
                    .isEqualTo(Refusal.NOT_SIGNED_IN);
        }
        assertThat(refusal(() -> accounts.logIn("a@acme.test", "correct horse", "192.0.2.8")))
                .isEqualTo(Refusal.RATE_LIMITED);
        now.updateAndGet(time -> time.plus(Attempts.WINDOW));
        assertThat(accounts.logIn("a@acme.test", "correct horse", "192.0.2.8")).isNotNull();
    }

    @Test
    void an_address_that_tries_many_names_is_stopped_too() {
        Attempts attempts = new Attempts(jdbi, clock);
        for (int i = 0; i < 100; i++) attempts.take("from somewhere", 100);
        assertThat(refusal(() -> attempts.take("from somewhere", 100)))
                .isEqualTo(Refusal.RATE_LIMITED);
        attempts.giveBack("from somewhere");
        attempts.take("from somewhere", 100);
        attempts.take("from elsewhere", 100);
    }

    @Test
    void all_nodes_count_together_and_only_what_failed() {
        signUp("a@acme.test");
        Accounts another = new Accounts(jdbi, clock);
        for (int i = 0; i < 30; i++) another.logIn("a@acme.test", "correct horse", null);
        for (int i = 0; i < 20; i++) {
            Accounts either = i % 2 == 0 ? accounts : another;
            assertThat(refusal(() -> either.logIn("a@acme.test", "wrong horse", null)))
                    .isEqualTo(Refusal.NOT_SIGNED_IN);
        }
        for (Accounts either : List.of(accounts, another)) {
            assertThat(refusal(() -> either.logIn("a@acme.test", "correct horse", null)))
                    .isEqualTo(Refusal.RATE_LIMITED);
        }
    }

    @Test
    void windows_that_are_over_leave_nothing_behind() {
        Attempts attempts = new Attempts(jdbi, clock);
        for (int i = 0; i < 40; i++) attempts.take("from " + i, 1);
        now.updateAndGet(time -> time.plus(Attempts.WINDOW));
        attempts.take("from elsewhere", 1);
        assertThat(
                        jdbi.<Integer, RuntimeException>withHandle(
                                handle ->
                                        handle.createQuery("SELECT count(*) FROM attempt")
                                                .mapTo(int.class)
                                                .one()))
                .isEqualTo(1);
    }

    @Test
    void an_access_token_lives_a_quarter_of_an_hour() {
        SessionTokens tokens = sessions.open(signUp("a@acme.test").id());
        now.updateAndGet(time -> time.plus(Sessions.ACCESS_LIFE).minusMillis(1));
        assertThat(principals.ofSession(tokens.access(), Mode.LIVE)).isPresent();
        now.updateAndGet(time -> time.plusMillis(1));
        assertThat(principals.ofSession(tokens.access(), Mode.LIVE)).isEmpty();
    }

    @Test
    void refreshing_goes_on_for_a_month_and_no_longer() {
        SessionTokens tokens = sessions.open(signUp("a@acme.test").id());
        for (int day = 6; day < 30; day += 6) {
            now.updateAndGet(time -> time.plus(Duration.ofDays(6)));
            tokens = sessions.refresh(tokens.refresh());
        }
        now.updateAndGet(time -> time.plus(Duration.ofDays(6)));
        String last = tokens.refresh();
        assertThat(refusal(() -> sessions.refresh(last))).isEqualTo(Refusal.NOT_SIGNED_IN);
    }

    @Test
    void an_access_token_refreshes_nothing_and_a_refresh_token_opens_nothing() {
        SessionTokens tokens = sessions.open(signUp("a@acme.test").id());
        assertThat(refusal(() -> sessions.refresh(tokens.access())))
                .isEqualTo(Refusal.NOT_SIGNED_IN);
        assertThat(principals.ofSession(tokens.refresh(), Mode.LIVE)).isEmpty();
        assertThat(principals.ofSession(tokens.access(), Mode.LIVE)).isPresent();
    }

    @Test
    void each_organisation_has_a_live_and_a_test_world() {
        Person person = signUp("a@acme.test");
        SessionTokens tokens = sessions.open(person.id());
        assertThat(principals.ofSession(tokens.access(), Mode.LIVE).orElseThrow().organizationId())
                .isEqualTo(person.organizationId());
        assertThat(principals.ofSession(tokens.access(), Mode.TEST).orElseThrow().organizationId())
                .isNotEqualTo(person.organizationId());
        assertThat(accounts.signUp(new SignUp("b@acme.test", "correct horse", null, null)))
                .extracting(Person::organizationId)
                .isEqualTo(Organization.OPERATOR);
    }

    private static Refusal refusal(ThrowingCallable call) {
        return catchThrowableOfType(ApiError.class, call).refusal();
    }
}
