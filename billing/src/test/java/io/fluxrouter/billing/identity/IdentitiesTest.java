package io.fluxrouter.billing.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.fluxrouter.billing.account.Accounts;
import io.fluxrouter.billing.account.PageSessions;
import io.fluxrouter.billing.account.Person;
import io.fluxrouter.billing.account.SignUp;
import io.fluxrouter.billing.customer.Customers;
import io.fluxrouter.billing.database.Database;
import io.fluxrouter.billing.database.TestPostgres;
import io.fluxrouter.billing.member.Invitations;
import io.fluxrouter.billing.member.Members;
import io.fluxrouter.billing.member.Membership;
import io.fluxrouter.billing.member.Role;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Whom an issuer's word lets in, and as whom. */
@TestInstance(Lifecycle.PER_CLASS)
class IdentitiesTest {
    private static final String ISSUER = "https://login.test";
    private static final String PASSWORD = "correct horse";

    private Instant now = Instant.parse("2026-07-15T12:00:00Z");
    private final InstantSource clock = () -> now;
    private final Database database = TestPostgres.freshDatabase();
    private final Jdbi jdbi = database.jdbi();
    private final Accounts accounts = new Accounts(jdbi, clock);
    private final Members members = new Members(jdbi, accounts, new Customers(jdbi, clock), clock);
    private final Invitations invitations = new Invitations(jdbi, accounts, members, clock);
    private final PageSessions sessions = new PageSessions(jdbi, clock);
    private final Identities identities = identities(false);

    @AfterAll
    void close() {
        database.close();
    }

    private Identities identities(boolean signUpAllowed) {
        return new Identities(
                jdbi, new Identities.People(accounts, members, invitations), signUpAllowed, clock);
    }

    private Person signedUp(String name) {
        return members.signUp(new SignUp(address(name), PASSWORD, name, null));
    }

    private static String address(String name) {
        return name + "@acme.test";
    }

    private static IssuedIdentity verified(String subject, String email) {
        return new IssuedIdentity(ISSUER, subject, email, true, subject);
    }

    private static Refusal refusal(ThrowingCallable call) {
        return catchThrowableOfType(ApiError.class, call).refusal();
    }

    @Test
    void somebody_known_is_found_by_a_verified_address_and_from_then_on_by_subject() {
        Person ann = signedUp("ann");
        Entered first = identities.enter(verified("s-ann", "ANN@acme.test"));
        assertThat(first).isEqualTo(new Entered(ann, false));

        // The address has changed at the issuer, and is not even verified any more.
        IssuedIdentity moved = new IssuedIdentity(ISSUER, "s-ann", "new@acme.test", false, "");
        assertThat(identities.enter(moved).person()).isEqualTo(ann);
        assertThat(accounts.byEmail("new@acme.test")).isEmpty();
    }

    @Test
    void an_address_that_is_not_verified_opens_nobodys_account() {
        signedUp("bob");
        IssuedIdentity typed = new IssuedIdentity(ISSUER, "s-thief", address("bob"), false, "Bob");
        assertThat(refusal(() -> identities.enter(typed))).isEqualTo(Refusal.SCOPE_MISSING);
        assertThat(refusal(() -> identities(true).enter(typed))).isEqualTo(Refusal.SCOPE_MISSING);
        IssuedIdentity none = new IssuedIdentity(ISSUER, "s-none", "", true, "");
        assertThat(refusal(() -> identities.enter(none))).isEqualTo(Refusal.SCOPE_MISSING);
        IssuedIdentity nobody = new IssuedIdentity(ISSUER, "", address("bob"), true, "");
        assertThat(refusal(() -> identities.enter(nobody))).isEqualTo(Refusal.SCOPE_MISSING);
    }

    @Test
    void whoever_made_the_account_before_its_owner_came_is_locked_out() {
        Person planted = signedUp("victim");
        String theirs = sessions.open(planted.id());
        identities.enter(verified("s-victim", address("victim")));
        assertThat(sessions.find(theirs)).isEmpty();
        assertThat(refusal(() -> accounts.logIn(address("victim"), PASSWORD, null)))
                .isEqualTo(Refusal.NOT_SIGNED_IN);

        // Only the first proof does so: later ones end nothing.
        String own = sessions.open(planted.id());
        identities.enter(verified("s-victim", address("victim")));
        assertThat(sessions.find(own)).isPresent();
    }

    @Test
    void an_address_that_passed_to_somebody_else_does_not_take_the_account_along() {
        signedUp("role");
        identities.enter(verified("s-first", address("role")));
        assertThat(refusal(() -> identities.enter(verified("s-second", address("role")))))
                .isEqualTo(Refusal.SCOPE_MISSING);
    }

    @Test
    void another_issuers_subject_is_somebody_else() {
        Person kim = signedUp("kim");
        identities.enter(verified("s-kim", address("kim")));
        IssuedIdentity other =
                new IssuedIdentity("https://other.test", "s-kim", "kim@other.test", true, "");
        assertThat(refusal(() -> identities.enter(other))).isEqualTo(Refusal.SCOPE_MISSING);
        IssuedIdentity same =
                new IssuedIdentity("https://other.test", "77", address("kim"), true, "");
        assertThat(identities.enter(same).person()).isEqualTo(kim);
    }

    @Test
    void somebody_unknown_comes_in_only_where_invited() {
        Person owner = signedUp("owner");
        Membership at = members.of(owner.id()).getFirst();
        assertThat(refusal(() -> identities.enter(verified("s-guest", "guest@x.test"))))
                .isEqualTo(Refusal.SCOPE_MISSING);
        assertThat(accounts.byEmail("guest@x.test")).isEmpty();

        invitations.invite(at, "Guest@x.test", Role.VIEWER, "user:" + owner.id());
        Entered guest = identities.enter(verified("s-guest", "guest@x.test"));
        assertThat(guest.isNew()).isTrue();
        assertThat(members.of(guest.person().id()))
                .containsExactly(new Membership(at.customerId(), at.customerName(), Role.VIEWER));
        assertThat(invitations.open(at.customerId())).isEmpty();

        invitations.invite(at, "late@x.test", Role.OWNER, "user:" + owner.id());
        now = now.plus(Duration.ofDays(7));
        assertThat(refusal(() -> identities.enter(verified("s-late", "late@x.test"))))
                .isEqualTo(Refusal.SCOPE_MISSING);
    }

    @Test
    void somebody_unknown_gets_a_customer_where_sign_up_is_allowed() {
        Entered made =
                identities(true)
                        .enter(new IssuedIdentity(ISSUER, "s-new", "new@y.test", true, "New Ltd"));
        assertThat(made.isNew()).isTrue();
        assertThat(members.of(made.person().id()))
                .extracting(Membership::customerName, Membership::role)
                .containsExactly(tuple("New Ltd", Role.OWNER));
        assertThat(refusal(() -> accounts.logIn("new@y.test", PASSWORD, null)))
                .isEqualTo(Refusal.NOT_SIGNED_IN);
    }

    @Test
    void a_sign_in_under_way_comes_back_once_and_in_time() {
        IdentityAttempts attempts = new IdentityAttempts(jdbi, clock);
        attempts.begin("state-1", "/home/keys");
        assertThat(attempts.end("state-2")).isEmpty();
        assertThat(attempts.end("state-1")).contains("/home/keys");
        assertThat(attempts.end("state-1")).isEmpty();
        attempts.begin("state-3", "/home");
        now = now.plus(IdentityAttempts.LIFE);
        assertThat(attempts.end("state-3")).isEmpty();
    }
}
