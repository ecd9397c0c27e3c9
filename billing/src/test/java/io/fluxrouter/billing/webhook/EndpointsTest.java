package io.fluxrouter.billing.webhook;

import static io.fluxrouter.billing.subscription.PlanWorld.refusal;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluxrouter.billing.input.Change;
import io.fluxrouter.billing.input.NumberedPage;
import io.fluxrouter.billing.secret.SecretBox;
import io.fluxrouter.billing.secret.UnreadableSecretException;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.net.InetAddress;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an endpoint may be, who sees it, and how its secret is kept. */
class EndpointsTest {
    private static final UUID OTHERS = UUID.fromString("00000000-0000-4000-8000-000000000002");
    private static final EndpointTerms PUBLIC = new EndpointTerms(Reach.PUBLIC);
    private static final String URL = "https://example.com/hooks";

    static EndpointChange status(String status) {
        return new EndpointChange(Change.kept(), Change.kept(), Change.kept(), Change.to(status));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.com/hooks",
                "ftp://example.com/",
                "file:///etc/passwd",
                "javascript:alert(1)",
                "https://",
                "https:///path",
                "https://user:secret@example.com/",
                "https://user@example.com/",
                "https://example.com/#part",
                "https://example.com:0/",
                "https://example.com:65536/",
                "https://exa mple.com/",
                "https://example.com/\u00fc",
                "https://example.com/\r\nHost: other",
                "http://127.0.0.1/",
                "http://[::1]/",
                "http://[::ffff:10.0.0.1]/",
                "http://169.254.169.254/latest/meta-data/",
                "http://10.1.2.3/",
                "http://172.16.0.1/",
                "http://192.168.1.1/",
                "http://localhost/"
            })
    void a_url_that_is_none_or_leads_home_is_refused_by_name(String url) {
        ApiError error = refusal(() -> PUBLIC.url(url));
        assertThat(error.refusal()).isEqualTo(Refusal.INVALID_VALUE);
        assertThat(error.param()).isEqualTo("url");
    }

    @Test
    void a_url_may_have_two_thousand_characters() {
        String longest = URL + "?" + "a".repeat(EndpointTerms.MAX_URL - URL.length() - 1);
        assertThat(PUBLIC.url(longest)).isEqualTo(longest);
        assertThat(refusal(() -> PUBLIC.url(longest + "a")).param()).isEqualTo("url");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0", "127.8.8.8", "100.64.0.1", "172.31.255.255", "192.0.2.1", "198.19.0.1",
                "224.0.0.1", "255.255.255.255", "::", "::1", "::127.0.0.1", "64:ff9b::10.0.0.1",
                "fe80::1", "fc00::1", "fd12::1", "ff02::1", "2001:db8::1", "2002:7f00:1::",
                "2001:0:1::1"
            })
    void an_address_that_is_not_public_is_kept_back(String address) {
        assertThat(Reach.PUBLIC.allows(InetAddress.ofLiteral(address))).isFalse();
        assertThat(Reach.ANYWHERE.allows(InetAddress.ofLiteral(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450::1"})
    void a_public_address_is_not(String address) {
        assertThat(Reach.PUBLIC.allows(InetAddress.ofLiteral(address))).isTrue();
    }

    @Test
    void unknown_events_are_refused_by_name() {
        ApiError error =
                refusal(() -> EndpointTerms.events(List.of("invoice.paid", "invoice.eaten")));
        assertThat(error.param()).isEqualTo("events");
        assertThat(error.message()).contains("subscription.canceled");
        assertThat(refusal(() -> EndpointTerms.events(List.of("*", "x"))).param())
                .isEqualTo("events");
        assertThat(EndpointTerms.events(List.of())).containsExactly("*");
        assertThat(EndpointTerms.events(List.of("invoice.paid", "invoice.paid", "invoice.created")))
                .containsExactly("invoice.created", "invoice.paid");
    }

    @Test
    void an_organization_sees_and_gets_only_its_own() {
        try (WebhookWorld world = new WebhookWorld();
                Receiver theirs = new Receiver()) {
            Receiver ours = world.receiver();
            UUID mine = world.endpoint(ours).endpoint().id();
            UUID other =
                    world.endpoints.create(OTHERS, NewEndpoint.of(theirs.url())).endpoint().id();
            world.put(EventType.INVOICE_PAID);
            UUID delivery = world.only().id();

            assertThat(world.endpoints.find(OTHERS, mine)).isEmpty();
            assertThat(world.endpoints.list(OTHERS, NumberedPage.FIRST).items())
                    .extracting(WebhookEndpoint::id)
                    .containsExactly(other);
            assertThat(world.deliveries.list(DeliveryQuery.of(OTHERS), NumberedPage.FIRST).total())
                    .isZero();
            assertNotFound(() -> world.deliveries.get(OTHERS, delivery));
            assertNotFound(() -> world.deliveries.replay(OTHERS, delivery));
            assertNotFound(() -> world.deliveries.replay(OTHERS, mine, Replay.FAILED));
            assertNotFound(() -> world.deliveries.test(OTHERS, mine));
            assertNotFound(() -> world.endpoints.update(OTHERS, mine, status("disabled")));
            assertNotFound(() -> world.endpoints.rotateSecret(OTHERS, mine));
            assertNotFound(() -> world.endpoints.delete(OTHERS, mine));
        }
    }

    private static void assertNotFound(ThrowingCallable call) {
        assertThat(refusal(call).refusal()).isEqualTo(Refusal.NOT_FOUND);
    }

    @Test
    void the_database_holds_no_secret_that_can_be_read() {
        try (WebhookWorld world = new WebhookWorld()) {
            IssuedEndpoint issued = world.endpoint(world.receiver());
            byte[] stored =
                    world.jdbi.withHandle(
                            handle ->
                                    handle.createQuery("SELECT secret FROM webhook_endpoint")
                                            .mapTo(byte[].class)
                                            .one());
            UUID id = issued.endpoint().id();
            assertThat(new String(stored, ISO_8859_1))
                    .doesNotContain(issued.secret().substring(0, 10));
            assertThat(world.box.open(stored, id)).isEqualTo(issued.secret());
            assertThatThrownBy(() -> world.box.open(stored, OTHERS))
                    .isInstanceOf(UnreadableSecretException.class)
                    .hasMessageNotContaining(issued.secret());
            assertThatThrownBy(
                            () ->
                                    SecretBox.of("another key, just as long as the first")
                                            .open(stored, id))
                    .isInstanceOf(UnreadableSecretException.class)
                    .hasMessageContaining("FLUX_SECRET_KEY");
            assertThat(issued.toString() + issued.endpoint()).doesNotContain("whsec_", "from=test");
        }
    }

    @Test
    void there_is_a_bound_to_the_endpoints_of_an_organization() {
        try (WebhookWorld world = new WebhookWorld()) {
            for (int i = 0; i < WebhookEndpoints.MOST; i++) {
                world.endpoints.create(OTHERS, NewEndpoint.of(URL));
            }
            assertThat(refusal(() -> world.endpoints.create(OTHERS, NewEndpoint.of(URL))).refusal())
                    .isEqualTo(Refusal.CONFLICT);
        }
    }
}
