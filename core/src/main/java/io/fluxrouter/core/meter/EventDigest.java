package io.fluxrouter.core.meter;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * SHA-256 of what an event says, so that a repeat of its key can be told from a contradiction. The
 * order of properties does not matter, nor how a number or an instant is spelled: 1, 1.0 and 1e0
 * are one, and so are 12:00Z and 13:00+01:00. The number 1 and the text "1" are two. A time counts
 * only if the sender stated it.
 *
 * <p>The canonical bytes put a tag and a length before each part, so no two events share them.
 */
public record EventDigest(String hex) {

    public static EventDigest of(MeterEvent event) {
        Canonical bytes = new Canonical();
        bytes.text(event.key().source());
        bytes.text(event.key().id());
        bytes.text(event.customer());
        bytes.text(event.name());
        if (event.timeStated()) bytes.instant(event.occurredAt());
        bytes.group(event.properties());
        return new EventDigest(HexFormat.of().formatHex(bytes.sha256()));
    }

    private static final class Canonical {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        void value(PropertyValue value) {
            switch (value) {
                case PropertyValue.Text(var text) -> text(text);
                case PropertyValue.Decimal(var number) -> part('n', spelling(number));
                case PropertyValue.Flag(var flag) -> part('b', Boolean.toString(flag));
                case PropertyValue.Group(var members) -> group(members);
                case PropertyValue.Sequence(var elements) -> sequence(elements);
                case PropertyValue.Nothing() -> part('0', "");
            }
        }

        void text(String text) {
            part('s', text);
        }

        void instant(Instant instant) {
            part('t', instant.toString());
        }

        void group(Map<String, PropertyValue> members) {
            head('{', members.size());
            new TreeMap<>(members)
                    .forEach(
                            (name, value) -> {
                                text(name);
                                value(value);
                            });
        }

        private void sequence(List<PropertyValue> elements) {
            head('[', elements.size());
            elements.forEach(this::value);
        }

        /** Not the plain spelling: that of 1e999999999 would be a gigabyte long. */
        private static String spelling(BigDecimal number) {
            BigDecimal stripped = number.stripTrailingZeros();
            return stripped.unscaledValue() + "e" + -(long) stripped.scale();
        }

        private void part(char tag, String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            head(tag, utf8.length);
            bytes.writeBytes(utf8);
        }

        private void head(char tag, int length) {
            bytes.write(tag);
            bytes.writeBytes(ByteBuffer.allocate(4).putInt(length).array());
        }

        byte[] sha256() {
            try {
                return MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
            } catch (NoSuchAlgorithmException everyJdkHasIt) {
                throw new IllegalStateException(everyJdkHasIt);
            }
        }
    }
}
