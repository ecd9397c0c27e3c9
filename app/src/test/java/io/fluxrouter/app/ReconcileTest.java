package io.fluxrouter.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.config.Config;
import io.fluxrouter.app.node.TestApi.Answer;
import io.fluxrouter.app.node.TestNode;
import io.fluxrouter.simulator.Settings;
import io.fluxrouter.simulator.stripe.SimulatedStripe;
import io.fluxrouter.simulator.stripe.StripeSettings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The verb beside a running node whose events are lost: nobody tells it where Stripe's go. */
class ReconcileTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void a_lost_payment_is_found_repaired_and_printed_once() {
        try (SimulatedStripe stripe = SimulatedStripe.start(StripeSettings.defaults());
                TestNode node = TestNode.start(Settings.defaults(), TestNode.payingAt(stripe))) {
            String id = payForCredit(stripe, node);
            Map<String, String> environment = new HashMap<>(TestNode.payingAt(stripe));
            environment.put("FLUX_DATABASE_URL", node.databaseUrl());
            assertThat(run(environment)).isEqualTo(1);
            assertThat(text(out))
                    .contains("payment", "succeeded", "purchase:" + id, "pending", "yes")
                    .endsWith("1 compared, 1 differ\n");
            out.reset();
            assertThat(run(environment)).isZero();
            assertThat(text(out)).isEqualTo("1 compared, 0 differ\n");
            environment.put("FLUX_STRIPE_KEY", "sk_test_another");
            assertThat(run(environment)).isEqualTo(2);
            assertThat(text(err)).startsWith("Stripe cannot be asked");
        }
    }

    /** The id of the purchase. */
    private static String payForCredit(SimulatedStripe stripe, TestNode node) {
        String customer = node.api().customer("none");
        Answer pack =
                node.api()
                        .admin(
                                "POST",
                                "/v1/credit_packages",
                                "{\"name\": \"One\", \"price_usd\": 20}");
        Answer begun =
                node.api()
                        .admin(
                                "POST",
                                "/v1/credit_purchases",
                                "{\"customer_id\": \"%s\", \"package_id\": \"%s\"}"
                                        .formatted(customer, pack.json().path("id").asString()));
        Matcher session = Pattern.compile("cs_[A-Za-z0-9_]+").matcher(begun.text());
        assertThat(session.find()).as(begun.text()).isTrue();
        stripe.pay(session.group());
        return begun.json().path("id").asString();
    }

    @Test
    void without_an_account_there_is_nothing_to_compare() {
        assertThat(run(Map.of("FLUX_STRIPE", "fake"))).isEqualTo(2);
        assertThat(text(err)).contains("FLUX_STRIPE is not live", "POST /v1/reconcile");
        assertThat(out.size()).isZero();
    }

    @Test
    void it_takes_no_arguments() {
        assertThat(Main.run(new String[] {"reconcile", "all"}, stream(out), stream(err)))
                .isEqualTo(2);
        assertThat(text(err)).isEqualTo("reconcile takes no arguments\n");
    }

    private int run(Map<String, String> environment) {
        return Reconcile.run(Config.from(environment), stream(out), stream(err));
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
