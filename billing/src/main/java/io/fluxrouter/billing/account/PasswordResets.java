package io.fluxrouter.billing.account;

import io.fluxrouter.billing.input.Fields;
import io.fluxrouter.billing.mail.Mail;
import io.fluxrouter.billing.mail.Mails;
import io.fluxrouter.core.access.KeyHash;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Links by which somebody who forgot a password sets a new one. Each goes by mail to the address of
 * the account, works once, and for an hour. Safe for all threads.
 */
public final class PasswordResets {
    /** Long enough for mail that is slow, short enough that an old mailbox opens nothing. */
    public static final Duration LIFE = Duration.ofHours(1);

    private static final int MAILS_PER_EMAIL = 5;
    private static final int TRIES_PER_ADDRESS = 50;
    private static final int TOKEN_BYTES = 24;

    private static final String CHANGED =
            """
            The password of this address was changed, and every browser was signed out. If it was
            not you, ask whoever runs the router at once.
            """;

    private final Jdbi jdbi;
    private final Accounts accounts;
    private final InstantSource clock;
    private final Attempts attempts;
    private final SecureRandom random = new SecureRandom();

    public PasswordResets(Jdbi jdbi, Accounts accounts, InstantSource clock) {
        this.jdbi = jdbi;
        this.accounts = accounts;
        this.clock = clock;
        this.attempts = new Attempts(jdbi, clock);
    }

    /**
     * Mails a link, if the address has an account. Neither the answer nor its time tells whether it
     * has: a row is written in any case. Throws an {@link ApiError} INVALID_VALUE for what is no
     * address, RATE_LIMITED after too many tries.
     *
     * @param origin where the console is, "https://flux.example.com"
     */
    public void request(String email, @Nullable String clientIp, String origin) {
        String address = Fields.email(email, "email").toLowerCase(Locale.ROOT);
        attempts.take("reset from " + clientIp, TRIES_PER_ADDRESS);
        attempts.take("reset of " + address, MAILS_PER_EMAIL);
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = HexFormat.of().formatHex(bytes);
        Instant now = now();
        jdbi.useTransaction(
                tx -> {
                    Optional<Person> person =
                            PersonRows.byEmail(tx, address).map(PersonRows.Known::person);
                    PasswordResetRows.deleteExpired(tx, now);
                    PasswordResetRows.insert(
                            tx,
                            KeyHash.of(token),
                            person.map(Person::id).orElse(null),
                            now,
                            now.plus(LIFE));
                    if (person.isPresent()) {
                        mail(tx, person.get(), "Set a new password", asked(origin, token), now);
                    }
                });
    }

    private static String asked(String origin, String token) {
        return """
        Somebody asked to set a new password for this address. If it was you, open

          %s/reset/%s

        within an hour. The link works once. If it was not you, there is nothing to do: your
        password stays as it is.
        """
                .formatted(origin, token);
    }

    /** Whether a link still works. To look uses nothing up: programs that read mail look too. */
    public boolean isOpen(String token) {
        return jdbi.withHandle(
                handle -> PasswordResetRows.isOpen(handle, KeyHash.of(token), clock.instant()));
    }

    /**
     * Sets the password, ends all sessions of the person, and makes all other links useless. Throws
     * an {@link ApiError} INVALID_VALUE for a bad password, which leaves the link as it was,
     * NOT_FOUND for a link that is wrong, used or too old.
     */
    public Person reset(String token, String password, @Nullable String clientIp) {
        attempts.take("new password from " + clientIp, TRIES_PER_ADDRESS);
        Accounts.requirePassword(password);
        // Before the work of hashing, so that wrong links cost nothing.
        if (!isOpen(token)) throw gone();
        String hash = accounts.hashed(password);
        Instant now = now();
        return jdbi.inTransaction(
                tx -> {
                    UUID id =
                            PasswordResetRows.use(tx, KeyHash.of(token), now)
                                    .orElseThrow(PasswordResets::gone);
                    PasswordResetRows.useAllOf(tx, id, now);
                    PersonRows.setPassword(tx, id, hash);
                    PersonRows.prove(tx, id, now);
                    SessionRows.endAllOf(tx, id, "new-password", now);
                    Person person = PersonRows.get(tx, id);
                    mail(tx, person, "Your password was changed", CHANGED, now);
                    return person;
                });
    }

    private static void mail(Handle tx, Person to, String subject, String body, Instant now) {
        // An account may have an address that no mail can be sent to.
        if (!Mail.isAddress(to.email())) return;
        Mails.put(tx, new Mail(UUID.randomUUID(), to.email(), subject, body), now);
    }

    private static ApiError gone() {
        return ApiError.of(Refusal.NOT_FOUND, "This link was used or is too old. Ask for another.");
    }

    /** As fine as the database keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
