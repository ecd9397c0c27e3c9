package io.fluxrouter.simulator.mail;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/**
 * An SMTP server on the loopback that keeps all mail, for tests and trials. It can be told to
 * refuse some of it. Thread-safe.
 */
public final class MailCatcher implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<CaughtMail> mails = new CopyOnWriteArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private volatile int refusalCode = 451;
    private final SMTPServer server;

    private MailCatcher() {
        this.server =
                SMTPServer.port(0)
                        .bindAddress(InetAddress.getLoopbackAddress())
                        .messageHandlerFactory(Handler::new)
                        .build();
    }

    /** Starts one on a free port. */
    public static MailCatcher start() {
        MailCatcher catcher = new MailCatcher();
        catcher.server.start();
        return catcher;
    }

    /** As {@code FLUX_SMTP_URL} names it. */
    public String url() {
        return "smtp://127.0.0.1:" + server.getPortAllocated();
    }

    /** All that came, oldest first. */
    public List<CaughtMail> mails() {
        return List.copyOf(mails);
    }

    /**
     * Waits until somebody has got some mails.
     *
     * @return all that came for them, oldest first
     * @throws IllegalStateException if fewer than wished came in 20 seconds
     */
    public List<CaughtMail> await(String to, int least) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < PATIENCE.toNanos()) {
            List<CaughtMail> found = mails.stream().filter(one -> one.to().equals(to)).toList();
            if (found.size() >= least) return found;
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        throw new IllegalStateException("no mail came for " + to);
    }

    /** Refuses the next recipients with an SMTP code: 451 for now, 550 for ever. */
    public void refuseNext(int number, int code) {
        refusalCode = code;
        refusals.set(number);
    }

    @Override
    public void close() {
        server.stop();
    }

    /** One mail on its way in. */
    private final class Handler implements MessageHandler {
        private String from = "";
        private String to = "";

        Handler(MessageContext session) {
            // Nothing of the session matters.
        }

        @Override
        public void from(String sender) {
            from = sender;
        }

        @Override
        public void recipient(String recipient) throws RejectException {
            if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new RejectException(refusalCode, "refused on demand");
            }
            to = recipient;
        }

        @Override
        public String data(InputStream data) throws IOException {
            String text = new String(data.readAllBytes(), StandardCharsets.UTF_8);
            mails.add(new CaughtMail(from, to, text));
            return "kept";
        }

        @Override
        public void done() {
            // Kept already.
        }
    }
}
