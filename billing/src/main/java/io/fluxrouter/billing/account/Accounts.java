package io.fluxrouter.billing.account;

import io.fluxrouter.billing.access.Mode;
import io.fluxrouter.billing.access.Organization;
import io.fluxrouter.billing.input.Fields;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Makes accounts and checks passwords. Safe for all threads. */
public final class Accounts {
    private static final int SHORTEST_PASSWORD = 8;
    private static final int LONGEST_PASSWORD = 200;
    private static final int TRIES_PER_EMAIL = 20;
    private static final int TRIES_PER_ADDRESS = 100;

    private final Jdbi jdbi;
    private final InstantSource clock;
    private final Passwords passwords = new Passwords();
    private final Attempts attempts;

    public Accounts(Jdbi jdbi, InstantSource clock) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.attempts = new Attempts(jdbi, clock);
    }

    /**
     * Makes a person, and an organisation if one is named. Throws an {@link ApiError} INVALID_VALUE
     * that names the field, CONFLICT for an e-mail in use, RATE_LIMITED after too many tries.
     */
    public Person signUp(SignUp wanted) {
        String email = Fields.email(wanted.email(), "email").toLowerCase(Locale.ROOT);
        requirePassword(wanted.password());
        String name = Fields.optionalText(wanted.organizationName(), "organization_name");
        attempts.take("signup from " + wanted.clientIp(), TRIES_PER_ADDRESS);
        String hash = passwords.hash(wanted.password());
        return jdbi.inTransaction(
                tx -> {
                    UUID organization =
                            name == null ? Organization.OPERATOR : makeOrganization(tx, name);
                    UUID id = UUID.randomUUID();
                    PersonRows.insert(tx, id, organization, email, hash, now());
                    return PersonRows.get(tx, id);
                });
    }

    /**
     * Makes a person without a password, for whose address somebody else vouches, and an
     * organisation. Throws as {@link #signUp} does.
     */
    public Person signUpProven(String email, String organizationName) {
        String address = Fields.email(email, "email").toLowerCase(Locale.ROOT);
        String name = Fields.text(organizationName, "organization_name");
        return jdbi.inTransaction(
                tx -> {
                    UUID id = UUID.randomUUID();
                    UUID organization = makeOrganization(tx, name);
                    PersonRows.insert(tx, id, organization, address, passwords.nobodys(), now());
                    PersonRows.prove(tx, id, now());
                    return PersonRows.get(tx, id);
                });
    }

    /**
     * Notes that whoever is at the door owns the person's address. Anybody may make an account with
     * any address, so the first proof locks out who did: the password fits no more, sessions end.
     */
    public void prove(Handle tx, UUID personId) {
        if (!PersonRows.prove(tx, personId, now())) return;
        PersonRows.setPassword(tx, personId, passwords.nobodys());
        SessionRows.endAllOf(tx, personId, "proven", now());
    }

    private UUID makeOrganization(Handle tx, String name) {
        UUID live = UUID.randomUUID();
        insert(tx, new Organization(live, live, name, Mode.LIVE, now()));
        insert(tx, new Organization(UUID.randomUUID(), live, name, Mode.TEST, now()));
        return live;
    }

    private static void insert(Handle tx, Organization organization) {
        tx.createUpdate(
                        """
                        INSERT INTO organization (id, live_id, mode, name, created_at)
                        VALUES (:id, :liveId, :mode, :name, :createdAt)
                        """)
                .bind("id", organization.id())
                .bind("liveId", organization.liveId())
                .bind("mode", organization.mode().key())
                .bind("name", organization.name())
                .bind("createdAt", organization.createdAt())
                .execute();
    }

    /**
     * The person of that e-mail and password. Throws an {@link ApiError} NOT_SIGNED_IN that tells
     * nothing about which was wrong, by words or by time, and RATE_LIMITED after too many tries.
     */
    public Person logIn(String email, String password, @Nullable String clientIp) {
        String address = Fields.email(email, "email").toLowerCase(Locale.ROOT);
        String byEmail = "login of " + address;
        String byAddress = "login from " + clientIp;
        attempts.take(byAddress, TRIES_PER_ADDRESS);
        attempts.take(byEmail, TRIES_PER_EMAIL);
        Optional<PersonRows.Known> known =
                jdbi.withHandle(handle -> PersonRows.byEmail(handle, address));
        String hash = known.map(PersonRows.Known::password).orElse(passwords.nobodys());
        // One that nobody could have chosen is as wrong as any other, and not hashed at any length.
        boolean right = passwords.matches(isPassword(password) ? password : "", hash);
        if (known.isEmpty() || !right) {
            throw ApiError.of(Refusal.NOT_SIGNED_IN, "E-mail or password is wrong.");
        }
        attempts.giveBack(byEmail);
        attempts.giveBack(byAddress);
        return known.get().person();
    }

    public Optional<Person> find(UUID id) {
        return jdbi.withHandle(handle -> PersonRows.find(handle, id));
    }

    public Optional<Person> byEmail(String email) {
        String address = email.toLowerCase(Locale.ROOT);
        return jdbi.withHandle(handle -> PersonRows.byEmail(handle, address))
                .map(PersonRows.Known::person);
    }

    /** The hash to keep of a password; throws an {@link ApiError} INVALID_VALUE for a bad one. */
    String hashed(String password) {
        requirePassword(password);
        return passwords.hash(password);
    }

    private static boolean isPassword(String password) {
        int length = password.codePointCount(0, password.length());
        return length >= SHORTEST_PASSWORD
                && length <= LONGEST_PASSWORD
                && password.codePoints().noneMatch(Character::isISOControl);
    }

    static void requirePassword(String password) {
        if (!isPassword(password)) {
            throw Fields.invalid(
                    "password must have "
                            + SHORTEST_PASSWORD
                            + " to "
                            + LONGEST_PASSWORD
                            + " characters on one line.",
                    "password");
        }
    }

    /** As fine as the database keeps it, so that what is returned equals what is read later. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
