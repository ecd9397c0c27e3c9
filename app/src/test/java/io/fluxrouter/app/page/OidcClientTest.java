package io.fluxrouter.app.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fluxrouter.billing.identity.IssuedIdentity;
import io.fluxrouter.console.oidc.OidcClient;
import io.fluxrouter.console.oidc.OidcSettings;
import io.fluxrouter.console.oidc.Untrusted;
import io.fluxrouter.simulator.issuer.IssuerFault;
import io.fluxrouter.simulator.issuer.IssuerPerson;
import io.fluxrouter.simulator.issuer.SimulatedIssuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the client believes of an issuer that lies, over real HTTP and with real keys. */
@TestInstance(Lifecycle.PER_CLASS)
class OidcClientTest {
    private static final String RETURN_TO = "https://flux.test/login/oidc/callback";

    private final HttpClient browser = HttpClient.newHttpClient();
    private Instant now = Instant.parse("2026-07-15T12:00:00Z");
    private SimulatedIssuer issuer;
    private OidcClient client;

    @BeforeAll
    void start() {
        issuer = SimulatedIssuer.start(() -> now);
        issuer.signIn(IssuerPerson.verified("s-1", "ann@acme.test"));
        client = newClient();
    }

    @AfterEach
    void mend() {
        issuer.fault(IssuerFault.NONE);
    }

    @AfterAll
    void stop() {
        issuer.close();
    }

    private OidcClient newClient() {
        return new OidcClient(
                new OidcSettings(
                        URI.create(issuer.url()),
                        SimulatedIssuer.CLIENT_ID,
                        SimulatedIssuer.CLIENT_SECRET),
                () -> now);
    }

    /** What the issuer sends the browser back with, by name. */
    private String agreed(OidcClient.Departure away, String name) {
        try {
            HttpResponse<Void> answer =
                    browser.send(
                            HttpRequest.newBuilder(URI.create(away.address())).build(),
                            HttpResponse.BodyHandlers.discarding());
            String back = answer.headers().firstValue("Location").orElseThrow();
            Matcher found = Pattern.compile("[?&]" + name + "=([^&]*)").matcher(back);
            assertThat(found.find()).as(back.replaceAll("\\?.*", "")).isTrue();
            return URLDecoder.decode(found.group(1), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }

    private IssuedIdentity signIn() {
        OidcClient.Departure away = client.depart(RETURN_TO);
        return client.arrive(away.browserSecret(), agreed(away, "code"), RETURN_TO);
    }

    private static String refusal(ThrowingCallable call) {
        return String.valueOf(catchThrowableOfType(Untrusted.class, call).getMessage());
    }

    @Test
    void an_honest_issuer_is_believed() {
        assertThat(signIn())
                .isEqualTo(new IssuedIdentity(issuer.url(), "s-1", "ann@acme.test", true, "s-1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    WRONG_NONCE             | another sign-in
                    NO_NONCE                | another sign-in
                    WRONG_AUDIENCE          | another client
                    FOREIGN_PARTY           | another client
                    WRONG_ISSUER            | another issuer
                    EXPIRED                 | has expired
                    OF_THE_FUTURE           | of the future
                    ALG_NONE                | no signed JWT
                    ALG_HS256               | not allowed
                    ALG_HS256_BY_PUBLIC_KEY | not allowed
                    UNKNOWN_KEY             | no key of the issuer
                    FOREIGN_KEY             | signature is wrong
                    CHANGED_CLAIMS          | signature is wrong
                    TOKEN_500               | answered 500
                    TOKEN_NOT_JSON          | no JSON object
                    NO_ID_TOKEN             | no ID token
                    """)
    void a_lie_ends_the_sign_in(IssuerFault fault, String why) {
        issuer.fault(fault);
        String refusal = refusal(this::signIn);
        assertThat(refusal).contains(why).doesNotContain("eyJ", "ann@");
        issuer.fault(IssuerFault.NONE);
        assertThat(signIn().subject()).isEqualTo("s-1");
    }

    @Test
    void a_rotated_key_is_asked_for_with_the_first_token_it_signed() {
        signIn();
        int before = issuer.keySetsServed();
        issuer.rotate();
        assertThat(signIn().subject()).isEqualTo("s-1");
        assertThat(issuer.keySetsServed()).isEqualTo(before + 1);
        signIn();
        assertThat(issuer.keySetsServed()).isEqualTo(before + 1);
    }

    @Test
    void a_key_is_not_believed_for_longer_than_five_minutes_unasked() {
        signIn();
        int before = issuer.keySetsServed();
        now = now.plus(Duration.ofMinutes(5));
        signIn();
        assertThat(issuer.keySetsServed()).isEqualTo(before + 1);
    }

    @Test
    void an_issuer_that_is_not_found_or_is_another_sends_nobody_anywhere() {
        issuer.fault(IssuerFault.DISCOVERY_500);
        assertThat(refusal(() -> newClient().depart(RETURN_TO))).contains("answered 500");
        issuer.fault(IssuerFault.DISCOVERY_OF_ANOTHER);
        assertThat(refusal(() -> newClient().depart(RETURN_TO))).contains("another issuer");
        OidcClient lost =
                new OidcClient(
                        new OidcSettings(URI.create("http://127.0.0.1:1"), "a", "b"), () -> now);
        assertThat(refusal(() -> lost.depart(RETURN_TO))).contains("does not answer");
    }

    @Test
    void keys_that_cannot_be_had_sign_nothing() {
        issuer.rotate();
        issuer.fault(IssuerFault.KEYS_500);
        assertThat(refusal(this::signIn)).contains("the key set answered 500");
    }

    @Test
    void a_code_works_for_the_browser_that_left_and_once() {
        OidcClient.Departure away = client.depart(RETURN_TO);
        OidcClient.Departure other = client.depart(RETURN_TO);
        String stolen = agreed(away, "code");
        // PKCE: the other browser's verifier does not fit the challenge.
        assertThat(refusal(() -> client.arrive(other.browserSecret(), stolen, RETURN_TO)))
                .contains("answered 400");
        String code = agreed(away, "code");
        client.arrive(away.browserSecret(), code, RETURN_TO);
        assertThat(refusal(() -> client.arrive(away.browserSecret(), code, RETURN_TO)))
                .contains("answered 400");
    }

    @Test
    void a_state_belongs_to_one_browser() {
        OidcClient.Departure away = client.depart(RETURN_TO);
        assertThat(client.isOf(away.browserSecret(), agreed(away, "state"))).isTrue();
        assertThat(client.isOf(client.depart(RETURN_TO).browserSecret(), away.state())).isFalse();
        issuer.fault(IssuerFault.STATE_FORGED);
        assertThat(client.isOf(away.browserSecret(), agreed(away, "state"))).isFalse();
    }
}
