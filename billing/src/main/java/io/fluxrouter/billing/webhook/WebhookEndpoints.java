package io.fluxrouter.billing.webhook;

import io.fluxrouter.billing.input.Fields;
import io.fluxrouter.billing.input.Listing;
import io.fluxrouter.billing.input.NumberedPage;
import io.fluxrouter.billing.secret.SecretBox;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Makes and changes the endpoints of organisations. Safe for all threads. */
public final class WebhookEndpoints {
    /** How long the old secret signs beside a new one: time to change it at the receiver. */
    public static final Duration OVERLAP = Duration.ofHours(24);

    /** Each event is stored once for each of them, so their number must have a bound. */
    public static final int MOST = 50;

    private static final int SECRET_BYTES = 32;

    private final Jdbi jdbi;
    private final SecretBox box;
    private final EndpointTerms terms;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    public WebhookEndpoints(Jdbi jdbi, SecretBox box, Reach reach, InstantSource clock) {
        this.jdbi = jdbi;
        this.box = box;
        this.terms = new EndpointTerms(reach);
        this.clock = clock;
    }

    /** Throws an {@link ApiError} INVALID_VALUE that names the field. */
    public IssuedEndpoint create(UUID organizationId, NewEndpoint wanted) {
        Instant now = now();
        WebhookEndpoint endpoint =
                new WebhookEndpoint(
                        UUID.randomUUID(),
                        organizationId,
                        terms.url(wanted.url()),
                        Fields.optionalText(wanted.description(), "description"),
                        EndpointTerms.events(wanted.events()),
                        true,
                        now,
                        now);
        String secret = newSecret();
        jdbi.useTransaction(
                tx -> {
                    if (EndpointRows.count(tx, organizationId) >= MOST) {
                        throw ApiError.of(
                                Refusal.CONFLICT, "There are " + MOST + " webhooks already.");
                    }
                    EndpointRows.insert(tx, endpoint, box.seal(secret, endpoint.id()));
                });
        return new IssuedEndpoint(endpoint, secret);
    }

    public Optional<WebhookEndpoint> find(UUID organizationId, UUID id) {
        return jdbi.withHandle(handle -> EndpointRows.find(handle, organizationId, id));
    }

    /** Newest first. */
    public Listing<WebhookEndpoint> list(UUID organizationId, NumberedPage page) {
        return jdbi.withHandle(handle -> EndpointRows.list(handle, organizationId, page));
    }

    /** NOT_FOUND for an id the organisation has not. */
    public WebhookEndpoint update(UUID organizationId, UUID id, EndpointChange change) {
        return jdbi.inTransaction(
                tx -> {
                    WebhookEndpoint before = lock(tx, organizationId, id);
                    WebhookEndpoint after =
                            new WebhookEndpoint(
                                    id,
                                    organizationId,
                                    change.url().over(before.url(), terms::url),
                                    change.description()
                                            .overOptional(
                                                    before.description(),
                                                    text ->
                                                            Fields.optionalText(
                                                                    text, "description")),
                                    change.events().over(before.events(), EndpointTerms::events),
                                    change.status().over(before.enabled(), EndpointTerms::enabled),
                                    before.createdAt(),
                                    now());
                    EndpointRows.update(tx, after);
                    return after;
                });
    }

    /** Out of sight; what still waited for it has failed. */
    public void delete(UUID organizationId, UUID id) {
        jdbi.useTransaction(
                tx -> {
                    lock(tx, organizationId, id);
                    EndpointRows.delete(tx, id, now());
                });
    }

    /** A new secret. The old one signs too for {@link #OVERLAP}, one before that no longer. */
    public IssuedEndpoint rotateSecret(UUID organizationId, UUID id) {
        String secret = newSecret();
        return jdbi.inTransaction(
                tx -> {
                    WebhookEndpoint before = lock(tx, organizationId, id);
                    Instant now = now();
                    EndpointRows.rotate(tx, id, box.seal(secret, id), now, now.plus(OVERLAP));
                    WebhookEndpoint after =
                            EndpointRows.find(tx, organizationId, id).orElse(before);
                    return new IssuedEndpoint(after, secret);
                });
    }

    private static WebhookEndpoint lock(Handle tx, UUID organizationId, UUID id) {
        return EndpointRows.lock(tx, organizationId, id).orElseThrow(WebhookEndpoints::unknown);
    }

    static ApiError unknown() {
        return ApiError.of(Refusal.NOT_FOUND, "There is no such webhook.", "id");
    }

    private String newSecret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return "whsec_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** As fine as the database keeps it, so that what is returned equals what is read later. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
