package io.fluxrouter.billing.mail;

import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;

/** Hands one mail to the SMTP server. Safe for all threads. */
final class SmtpSender {
    private static final String TIME_OUT_MILLIS = "10000";

    private final SmtpSettings settings;
    private final Session session;

    SmtpSender(SmtpSettings settings) {
        this.settings = settings;
        this.session =
                Session.getInstance(
                        properties(settings),
                        settings.login().map(SmtpSender::authenticator).orElse(null));
    }

    private static Properties properties(SmtpSettings settings) {
        Properties properties = new Properties();
        String protocol = settings.tls() ? "smtps" : "smtp";
        String prefix = "mail." + protocol + ".";
        properties.setProperty("mail.transport.protocol", protocol);
        properties.setProperty(prefix + "host", settings.host());
        properties.setProperty(prefix + "port", Integer.toString(settings.port()));
        properties.setProperty(prefix + "auth", Boolean.toString(settings.login().isPresent()));
        properties.setProperty(prefix + "starttls.enable", "true");
        properties.setProperty(prefix + "ssl.checkserveridentity", "true");
        properties.setProperty(prefix + "connectiontimeout", TIME_OUT_MILLIS);
        properties.setProperty(prefix + "timeout", TIME_OUT_MILLIS);
        properties.setProperty(prefix + "writetimeout", TIME_OUT_MILLIS);
        // Else the host's own name is looked up for the greeting.
        properties.setProperty(prefix + "localhost", "fluxrouter");
        return properties;
    }

    private static Authenticator authenticator(SmtpSettings.Login login) {
        return new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(login.user(), login.password());
            }
        };
    }

    /** Returns when the server has taken the mail. */
    void send(Mail mail, Instant now) throws MessagingException {
        Transport.send(message(mail, now));
    }

    private MimeMessage message(Mail mail, Instant now) throws MessagingException {
        String domain = settings.from().substring(settings.from().indexOf('@') + 1);
        MimeMessage message =
                new MimeMessage(session) {
                    @Override
                    protected void updateMessageID() throws MessagingException {
                        setHeader("Message-ID", "<" + mail.id() + "@" + domain + ">");
                    }
                };
        message.setFrom(new InternetAddress(settings.from(), true));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(mail.recipient(), true));
        message.setSubject(mail.subject(), StandardCharsets.UTF_8.name());
        MailContent.put(mail, message);
        message.setSentDate(Date.from(now));
        message.setHeader("Auto-Submitted", "auto-generated");
        return message;
    }

    /** Whether the server will never take it: it said so with a code from 500 on. */
    static boolean isFinal(MessagingException failure) {
        for (@Nullable Exception next = failure; next instanceof MessagingException each; ) {
            int code =
                    switch (each) {
                        case SMTPAddressFailedException address -> address.getReturnCode();
                        case SMTPSendFailedException sending -> sending.getReturnCode();
                        default -> 0;
                    };
            if (code >= 500) return each instanceof SendFailedException;
            next = each.getNextException();
        }
        return false;
    }
}
