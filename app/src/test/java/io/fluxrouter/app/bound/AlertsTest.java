package io.fluxrouter.app.bound;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.ApiVisitor;
import io.fluxrouter.app.node.TestApi;
import io.fluxrouter.app.node.TestApi.Answer;
import io.fluxrouter.app.node.TestNode;
import io.fluxrouter.simulator.Settings;
import io.fluxrouter.simulator.mail.CaughtMail;
import io.fluxrouter.simulator.mail.MailCatcher;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import tools.jackson.databind.JsonNode;

/** Alerts from real requests to real mail, with two nodes that watch. */
@TestInstance(Lifecycle.PER_CLASS)
class AlertsTest {
    private static final String CHAT =
            "{\"model\":\"flux-fast\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    private MailCatcher mail;
    private TestNode first;
    private TestNode second;
    private TestApi api;

    @BeforeAll
    void start() {
        mail = MailCatcher.start();
        first =
                TestNode.start(
                        Settings.defaults(), TestNode.mailingBy(mail, "billing@router.test"));
        second = first.another();
        api = first.api();
    }

    @AfterAll
    void stop() {
        second.close();
        first.close();
        mail.close();
    }

    @Test
    void each_threshold_is_told_once_by_event_and_by_mail() {
        ApiVisitor owner = ApiVisitor.operator(api);
        String hook =
                owner.post(
                                "/webhooks",
                                "{\"url\":\"http://127.0.0.1:9/hooks\",\"events\":[\"alert.triggered\"]}")
                        .json()
                        .path("id")
                        .asString();
        String customer = api.customer("scale");
        String key = api.key(customer);
        String alert =
                alert(
                        customer,
                        "\"name\":\"Spend of Somebody\",\"watches\":\"spend\",\"period\":\"daily\","
                                + "\"thresholds\":[0.00001,\"0.00002\",1000],"
                                + "\"emails\":[\"ann@example.test\",\"bob@example.test\"]");
        await(
                () -> {
                    api.chat(key, CHAT);
                    return firings(alert).size() == 2;
                });
        await(() -> to("ann@example.test").size() == 2 && to("bob@example.test").size() == 2);
        CaughtMail caught = to("ann@example.test").getFirst();
        assertThat(caught.from()).isEqualTo("billing@router.test");
        assertThat(caught.text())
                .contains(
                        "Subject: [FluxRouter] Spend of Somebody: the spend of all keys has reached",
                        "Message-ID: <",
                        "Customer: Somebody",
                        "Auto-Submitted: auto-generated");
        for (int i = 0; i < 3; i++) {
            api.chat(key, CHAT);
            second.api().chat(key, CHAT);
        }
        LockSupport.parkNanos(Duration.ofSeconds(3).toNanos());
        assertThat(firings(alert).size()).isEqualTo(2);
        assertThat(to("ann@example.test")).hasSize(2);
        assertThat(
                        owner.get("/webhooks/" + hook + "/deliveries")
                                .json()
                                .path("data")
                                .valueStream()
                                .filter(each -> each.toString().contains("alert.triggered")))
                .hasSize(2);
    }

    @Test
    void a_budget_and_a_ceiling_are_watched_in_percent() {
        String customer = api.customer("payg");
        String key = api.key(customer);
        String budget =
                made(
                        "/v1/budgets",
                        "{\"customer_id\":\"%s\",\"name\":\"b\",\"limit_usd\":\"0.0001\",\"hard\":false}"
                                .formatted(customer));
        api.admin("PATCH", "/v1/customers/" + customer, "{\"ceiling_usd\":\"5\"}");
        String half =
                alert(
                        customer,
                        "\"name\":\"b\",\"watches\":\"budget\",\"budget_id\":\""
                                + budget
                                + "\",\"thresholds\":[50,100]");
        String ceiling =
                alert(customer, "\"name\":\"c\",\"watches\":\"ceiling\",\"thresholds\":[0.01]");
        await(
                () -> {
                    api.chat(key, CHAT);
                    return firings(half).size() == 2 && firings(ceiling).size() == 1;
                });
        assertThat(firings(half).path(0).path("limit_usd").asString()).isEqualTo("0.0001");
    }

    @Test
    void mail_that_is_refused_for_ever_is_given_up() {
        String customer = api.customer("scale");
        String key = api.key(customer);
        mail.refuseNext(1, 550);
        String alert =
                alert(
                        customer,
                        "\"name\":\"x\",\"watches\":\"spend\",\"thresholds\":[0.000001],"
                                + "\"emails\":[\"gone@example.test\"]");
        await(
                () -> {
                    api.chat(key, CHAT);
                    return firings(alert).size() == 1;
                });
        LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
        assertThat(to("gone@example.test")).isEmpty();
    }

    @Test
    void an_address_that_would_be_another_header_is_refused() {
        String customer = api.customer("scale");
        for (String email :
                List.of("a@b.test\\nBcc: c@d.test", "a b@c.test", "<a@b.test>", "a@b@c", "x")) {
            Answer refused =
                    api.admin(
                            "POST",
                            "/v1/alerts",
                            body(
                                    customer,
                                    "\"name\":\"x\",\"watches\":\"spend\",\"thresholds\":[1],"
                                            + "\"emails\":[\""
                                            + email
                                            + "\"]"));
            assertThat(refused.status()).as(email).isEqualTo(400);
            assertThat(refused.json().path("error").path("param").asString()).isEqualTo("emails");
        }
        Answer name =
                api.admin(
                        "POST",
                        "/v1/alerts",
                        body(
                                customer,
                                "\"name\":\"x\\r\\nBcc: a@b.test\",\"watches\":\"spend\",\"thresholds\":[1]"));
        assertThat(name.status()).isEqualTo(400);
    }

    private List<CaughtMail> to(String address) {
        return mail.mails().stream().filter(caught -> caught.to().equals(address)).toList();
    }

    private JsonNode firings(String alert) {
        return api.admin("GET", "/v1/alerts/" + alert + "/firings", "").json().path("data");
    }

    private String alert(String customer, String more) {
        return made("/v1/alerts", body(customer, more));
    }

    private static String body(String customer, String more) {
        return "{\"customer_id\":\"" + customer + "\"," + more + "}";
    }

    private String made(String path, String body) {
        Answer answer = api.admin("POST", path, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().path("id").asString();
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }
}
