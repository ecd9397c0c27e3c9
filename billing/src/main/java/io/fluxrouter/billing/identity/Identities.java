package io.fluxrouter.billing.identity;

import io.fluxrouter.billing.account.Accounts;
import io.fluxrouter.billing.account.Person;
import io.fluxrouter.billing.mail.Mail;
import io.fluxrouter.billing.member.Invitations;
import io.fluxrouter.billing.member.Members;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Lets people in on an issuer's word. A subject that came before is who it was then. A new one is
 * known by its address, which the issuer must have verified: else whoever types another's address
 * there would be that other here. Thread-safe.
 */
public final class Identities {
    private static final int LONGEST_SUBJECT = 255;
    private static final int LONGEST_NAME = 200;

    private final Jdbi jdbi;
    private final Accounts accounts;
    private final Members members;
    private final Invitations invitations;
    private final boolean signUpAllowed;
    private final InstantSource clock;

    /** Who people are, and where they are invited. */
    public record People(Accounts accounts, Members members, Invitations invitations) {}

    /**
     * @param signUpAllowed whether somebody unknown, whom nobody invited, gets a customer of their
     *     own
     */
    public Identities(Jdbi jdbi, People people, boolean signUpAllowed, InstantSource clock) {
        this.jdbi = jdbi;
        this.accounts = people.accounts();
        this.members = people.members();
        this.invitations = people.invitations();
        this.signUpAllowed = signUpAllowed;
        this.clock = clock;
    }

    /**
     * Throws {@link ApiError} SCOPE_MISSING for an address that is not verified, an account that
     * belongs to another subject, or somebody whom nobody knows.
     */
    public Entered enter(IssuedIdentity said) {
        if (said.subject().isEmpty() || said.subject().length() > LONGEST_SUBJECT) {
            throw refused("The provider did not say who you are.");
        }
        return jdbi.inTransaction(
                tx -> {
                    Optional<Person> known = IdentityRows.person(tx, said).flatMap(accounts::find);
                    return known.map(person -> new Entered(person, false))
                            .orElseGet(() -> enterFirst(tx, said));
                });
    }

    private Entered enterFirst(Handle tx, IssuedIdentity said) {
        if (!said.emailVerified() || !Mail.isAddress(said.email())) {
            throw refused("The provider has not verified your e-mail address.");
        }
        Optional<Person> known = accounts.byEmail(said.email());
        Person person = known.orElseGet(() -> made(said));
        join(tx, said, person.id());
        if (known.isPresent()) accounts.prove(tx, person.id());
        return new Entered(person, known.isEmpty());
    }

    private Person made(IssuedIdentity said) {
        return invitations.acceptProven(said.email()).orElseGet(() -> signedUp(said));
    }

    private Person signedUp(IssuedIdentity said) {
        if (!signUpAllowed) {
            throw refused("Nobody here knows you yet. Ask to be invited to " + said.email() + ".");
        }
        boolean fits =
                !said.name().isBlank()
                        && said.name().length() <= LONGEST_NAME
                        && said.name().codePoints().noneMatch(Character::isISOControl);
        return members.signUpProven(said.email(), fits ? said.name() : said.email());
    }

    /** One address may pass from one subject to another; the account does not follow it. */
    private void join(Handle tx, IssuedIdentity said, UUID personId) {
        if (!IdentityRows.join(
                tx, said, personId, clock.instant().truncatedTo(ChronoUnit.MICROS))) {
            throw refused("This account belongs to another sign-in with the same provider.");
        }
    }

    private static ApiError refused(String message) {
        return ApiError.of(Refusal.SCOPE_MISSING, message);
    }
}
