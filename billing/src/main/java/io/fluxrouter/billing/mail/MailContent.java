package io.fluxrouter.billing.mail;

import jakarta.activation.DataHandler;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a mail says as MIME: plain text alone, else text and page as alternatives, the best last
 * (RFC 2046, 5.1.4), and the file beside them.
 */
final class MailContent {
    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private MailContent() {}

    static void put(Mail mail, MimeMessage message) throws MessagingException {
        @Nullable Attachment file = mail.attachment();
        if (mail.html() == null && file == null) {
            message.setText(mail.body(), UTF_8);
        } else if (file == null) {
            message.setContent(alternatives(mail));
        } else {
            Multipart mixed = new MimeMultipart("mixed");
            MimeBodyPart text = new MimeBodyPart();
            text.setContent(alternatives(mail));
            mixed.addBodyPart(text);
            mixed.addBodyPart(file(file));
            message.setContent(mixed);
        }
    }

    private static Multipart alternatives(Mail mail) throws MessagingException {
        Multipart alternatives = new MimeMultipart("alternative");
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText(mail.body(), UTF_8);
        alternatives.addBodyPart(plain);
        if (mail.html() != null) {
            MimeBodyPart page = new MimeBodyPart();
            page.setText(mail.html(), UTF_8, "html");
            alternatives.addBodyPart(page);
        }
        return alternatives;
    }

    private static BodyPart file(Attachment file) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(new ByteArrayDataSource(file.content(), file.type())));
        part.setFileName(file.name());
        part.setDisposition(Part.ATTACHMENT);
        return part;
    }
}
