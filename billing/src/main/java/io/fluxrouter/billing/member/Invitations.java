package io.fluxrouter.billing.member;

import io.fluxrouter.billing.account.Accounts;
import io.fluxrouter.billing.account.Person;
import io.fluxrouter.billing.account.SignUp;
import io.fluxrouter.billing.audit.AuditRecord;
import io.fluxrouter.billing.input.Fields;
import io.fluxrouter.core.access.KeyHash;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Offers to join a customer. Whoever has the link may accept, once, within a week: the link is the
 * proof that the mail arrived. Thread-safe.
 */
public final class Invitations {
    private static final Duration LIFE = Duration.ofDays(7);
    private static final int TOKEN_BYTES = 24;

    private final Jdbi jdbi;
    private final Accounts accounts;
    private final Members members;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    public Invitations(Jdbi jdbi, Accounts accounts, Members members, InstantSource clock) {
        this.jdbi = jdbi;
        this.accounts = accounts;
        this.members = members;
        this.clock = clock;
    }

    public IssuedInvitation invite(Membership at, String email, Role role, String author) {
        String address = Fields.email(email, "email").toLowerCase(Locale.ROOT);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Invitation made =
                new Invitation(
                        UUID.randomUUID(),
                        at.customerId(),
                        at.customerName(),
                        address,
                        role,
                        now,
                        now.plus(LIFE));
        String token = newToken();
        jdbi.useTransaction(
                tx -> {
                    InvitationRows.insert(tx, made, KeyHash.of(token), author);
                    String note = address + " as " + role.key();
                    new AuditRecord(at.customerId(), "member.invite", author, note, now).insert(tx);
                });
        return new IssuedInvitation(made, token);
    }

    /** Those that can still be accepted, newest first. */
    public List<Invitation> open(UUID customerId) {
        return jdbi.withHandle(handle -> InvitationRows.open(handle, customerId, clock.instant()));
    }

    /** Empty for a link that is wrong, used, withdrawn or too old. */
    public Optional<Invitation> find(String token) {
        return jdbi.withHandle(
                handle -> InvitationRows.byHash(handle, KeyHash.of(token), clock.instant()));
    }

    /** Lets the person of that account in; NOT_FOUND for a link that leads nowhere. */
    public void accept(String token, UUID personId) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        jdbi.useTransaction(
                tx -> {
                    Invitation found =
                            InvitationRows.byHash(tx, KeyHash.of(token), now)
                                    .orElseThrow(Invitations::gone);
                    accept(tx, found, personId, now);
                });
    }

    private void accept(Handle tx, Invitation found, UUID personId, Instant now) {
        if (!InvitationRows.accept(tx, found.id(), now)) throw gone();
        boolean isMember =
                MemberRows.ofPerson(tx, personId).stream()
                        .anyMatch(at -> at.customerId().equals(found.customerId()));
        // An invitation opens a door; it takes nothing from who is in already.
        if (isMember) return;
        members.join(tx, personId, found.customerId(), found.role(), "user:" + personId);
    }

    /** Makes an account for the address that was invited, and lets it in. */
    public Person acceptAndSignUp(String token, SignUp wanted) {
        return jdbi.inTransaction(
                tx -> {
                    Person person = accounts.signUp(wanted);
                    accept(token, person.id());
                    return person;
                });
    }

    /**
     * Makes an account for an address that somebody vouches for, and lets it in wherever it is
     * invited; empty where it is nowhere.
     */
    public Optional<Person> acceptProven(String email) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return jdbi.inTransaction(
                tx -> {
                    List<Invitation> open =
                            InvitationRows.openFor(tx, email.toLowerCase(Locale.ROOT), now);
                    if (open.isEmpty()) return Optional.empty();
                    Person person = accounts.signUpProven(email, open.getFirst().customerName());
                    open.forEach(invitation -> accept(tx, invitation, person.id(), now));
                    return Optional.of(person);
                });
    }

    /** NOT_FOUND for what was accepted already, or is another's. */
    public void withdraw(UUID customerId, UUID id, String author) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        jdbi.useTransaction(
                tx -> {
                    if (InvitationRows.withdraw(tx, customerId, id, now) == 0) throw gone();
                    new AuditRecord(customerId, "member.uninvite", author, id.toString(), now)
                            .insert(tx);
                });
    }

    private static ApiError gone() {
        return ApiError.of(
                Refusal.NOT_FOUND, "This invitation was used, taken back, or has ended.");
    }

    private String newToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
