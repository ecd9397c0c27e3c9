package io.fluxrouter.billing.mail;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A mail to one recipient.
 *
 * @param id also in its Message-ID
 * @param recipient one bare address
 * @param subject one line
 * @param body in plain text
 * @param html the same for who reads mail with pictures; null for plain text alone
 */
public record Mail(
        UUID id,
        String recipient,
        String subject,
        String body,
        @Nullable String html,
        @Nullable Attachment attachment) {
    /**
     * What can be in a header, and between SMTP's angle brackets, without meaning anything else.
     */
    private static final Pattern ADDRESS =
            Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,190}");

    /** Throws {@link IllegalArgumentException} for what could become another header. */
    public Mail {
        if (!isAddress(recipient)) throw new IllegalArgumentException("not an address");
        if (subject.codePoints().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a subject of several lines");
        }
    }

    /** In plain text. */
    public Mail(UUID id, String recipient, String subject, String body) {
        this(id, recipient, subject, body, null, null);
    }

    /** Whether mail can be sent there. Stricter than the standards: no quotes, no comments. */
    public static boolean isAddress(String text) {
        return ADDRESS.matcher(text).matches();
    }
}
