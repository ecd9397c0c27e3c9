package io.fluxrouter.billing.mail;

import io.fluxrouter.billing.mail.MailListener.Result;
import jakarta.mail.MessagingException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends mail that is due. A mail is claimed, sent, and then marked: whoever dies in between leaves
 * a claim that runs out, and the mail goes out again with the same Message-ID, which is all that
 * SMTP allows. Any number of nodes share the work.
 *
 * <p>Threads: {@link #round} is for one thread at a time, and may wait for the server.
 */
public final class MailWorker {
    private static final Logger LOG = LoggerFactory.getLogger(MailWorker.class);

    private static final int BATCH = 10;

    /** Longer than all of a batch may take: each mail has a few time-outs of ten seconds. */
    private static final Duration CLAIM = Duration.ofMinutes(10);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    /** News of yesterday help nobody. */
    private static final Duration GIVEN_UP = Duration.ofHours(24);

    private static final Duration KEPT = Duration.ofDays(30);

    private final Jdbi jdbi;
    private final SmtpSender sender;
    private final InstantSource clock;
    private final MailListener listener;

    public MailWorker(
            Jdbi jdbi, SmtpSettings settings, InstantSource clock, MailListener listener) {
        this.jdbi = jdbi;
        this.sender = new SmtpSender(settings);
        this.clock = clock;
        this.listener = listener;
    }

    /**
     * Sends what is due.
     *
     * @return how many were handed over
     */
    public int round() {
        Instant now = clock.instant();
        List<Mails.Claimed> due = jdbi.inTransaction(tx -> Mails.claim(tx, now, CLAIM, BATCH));
        int sent = 0;
        for (Mails.Claimed claimed : due) if (send(claimed)) sent++;
        if (due.isEmpty()) jdbi.useHandle(handle -> Mails.purge(handle, now.minus(KEPT)));
        return sent;
    }

    private boolean send(Mails.Claimed claimed) {
        Mail mail = claimed.mail();
        Instant now = clock.instant();
        if (now.isAfter(claimed.createdAt().plus(GIVEN_UP))) {
            jdbi.useHandle(handle -> Mails.failed(handle, mail.id(), "too old", now));
            listener.attempted(Result.FAILED);
            return false;
        }
        try {
            sender.send(mail, now);
        } catch (MessagingException failure) {
            // The text may hold the recipient, who is nobody's business in a log.
            LOG.warn("mail {} is not sent: {}", mail.id(), failure.getClass().getSimpleName());
            failed(claimed, failure, now);
            return false;
        }
        jdbi.useHandle(handle -> Mails.sent(handle, mail.id(), now));
        listener.attempted(Result.SENT);
        return true;
    }

    private void failed(Mails.Claimed claimed, MessagingException failure, Instant now) {
        String error = String.valueOf(failure.getMessage());
        boolean forGood = SmtpSender.isFinal(failure);
        jdbi.useHandle(
                handle -> {
                    if (forGood) Mails.failed(handle, claimed.mail().id(), error, now);
                    else {
                        Instant next = now.plus(pause(claimed.attempts()));
                        Mails.retry(handle, claimed.mail().id(), error, next);
                    }
                });
        listener.attempted(forGood ? Result.FAILED : Result.RETRIED);
    }

    private static Duration pause(int attempts) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts - 1, 10));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }
}
