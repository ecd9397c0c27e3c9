package io.fluxrouter.app.bound;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.billing.database.Database;
import io.fluxrouter.billing.database.TestPostgres;
import io.fluxrouter.billing.mail.Mail;
import io.fluxrouter.billing.mail.MailListener;
import io.fluxrouter.billing.mail.MailWorker;
import io.fluxrouter.billing.mail.Mails;
import io.fluxrouter.billing.mail.SmtpSettings;
import io.fluxrouter.simulator.mail.MailCatcher;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Mail over a real SMTP server that can fail, under a clock the test moves. */
@TestInstance(Lifecycle.PER_CLASS)
class MailWorkerTest {
    private final Database database = TestPostgres.freshDatabase();
    private final List<MailListener.Result> told = new ArrayList<>();
    private MailCatcher catcher;
    private Instant now = Instant.parse("2026-03-10T12:00:00Z");

    @BeforeEach
    void start() {
        catcher = MailCatcher.start();
    }

    @AfterEach
    void stop() {
        catcher.close();
        told.clear();
        database.jdbi().useHandle(handle -> handle.execute("DELETE FROM mail"));
    }

    @AfterAll
    void close() {
        database.close();
    }

    @Test
    void mail_that_is_refused_for_now_goes_out_later_once() {
        MailWorker worker = worker();
        UUID id = put("ann@example.test", "Grüße", "Zeile eins\n.\nZeile drei\n");
        catcher.refuseNext(2, 451);
        assertThat(worker.round()).isZero();
        assertThat(worker.round()).isZero(); // not due yet
        forward(Duration.ofSeconds(30));
        assertThat(worker.round()).isZero();
        forward(Duration.ofMinutes(1));
        assertThat(worker.round()).isEqualTo(1);
        forward(Duration.ofHours(2));
        assertThat(worker.round()).isZero();
        assertThat(catcher.mails()).hasSize(1);
        assertThat(catcher.mails().getFirst().text())
                .contains("Message-ID: <" + id + "@router.test>", "Zeile drei");
        assertThat(status(id)).isEqualTo("sent");
    }

    @Test
    void mail_that_is_refused_for_ever_is_not_tried_again() {
        MailWorker worker = worker();
        UUID id = put("nobody@example.test", "s", "b");
        catcher.refuseNext(1, 550);
        worker.round();
        forward(Duration.ofHours(5));
        worker.round();
        assertThat(catcher.mails()).isEmpty();
        assertThat(status(id)).isEqualTo("failed");
        assertThat(told).containsExactly(MailListener.Result.FAILED);
    }

    @Test
    void mail_waits_for_a_server_that_is_away_and_is_given_up_after_a_day() {
        MailWorker worker = worker();
        UUID id = put("ann@example.test", "s", "b");
        catcher.close();
        for (int i = 0; i < 8; i++) {
            worker.round();
            forward(Duration.ofHours(2));
        }
        assertThat(status(id)).isEqualTo("waiting");
        forward(Duration.ofHours(12));
        worker.round();
        assertThat(status(id)).isEqualTo("failed");
    }

    @Test
    void a_worker_that_dies_between_sending_and_marking_leaves_one_mail_to_send_again() {
        UUID id = put("ann@example.test", "s", "b");
        worker().round();
        database.jdbi()
                .useHandle(
                        handle ->
                                handle.execute(
                                        "UPDATE mail SET status = 'waiting', ended_at = NULL"));
        assertThat(worker().round()).isZero(); // still claimed
        forward(Duration.ofMinutes(10));
        assertThat(worker().round()).isEqualTo(1);
        assertThat(catcher.mails())
                .hasSize(2)
                .allMatch(caught -> caught.text().contains("<" + id + "@router.test>"));
    }

    private UUID put(String to, String subject, String body) {
        UUID id = UUID.randomUUID();
        database.jdbi().useTransaction(tx -> Mails.put(tx, new Mail(id, to, subject, body), now));
        return id;
    }

    private MailWorker worker() {
        return new MailWorker(
                database.jdbi(),
                SmtpSettings.of(catcher.url(), "billing@router.test"),
                () -> now,
                told::add);
    }

    private String status(UUID id) {
        return database.jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery("SELECT status FROM mail WHERE id = ?")
                                        .bind(0, id)
                                        .mapTo(String.class)
                                        .one());
    }

    private void forward(Duration step) {
        now = now.plus(step);
    }
}
