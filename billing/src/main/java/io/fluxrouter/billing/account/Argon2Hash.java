package io.fluxrouter.billing.account;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An Argon2id hash with all that is needed to compute it again, written as other programs do:
 * {@code $argon2id$v=19$m=19456,t=2,p=1$salt$hash} (the PHC string format).
 *
 * @param salt Base64 without padding
 * @param hash likewise
 */
record Argon2Hash(Cost cost, String salt, String hash) {
    private static final Pattern FORM =
            Pattern.compile(
                    "\\$argon2id\\$v=19\\$m=(\\d{1,9}),t=(\\d{1,9}),p=(\\d{1,9})"
                            + "\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

    record Cost(int memoryKib, int passes, int lanes) {}

    static Argon2Hash of(Cost cost, byte[] salt, byte[] hash) {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return new Argon2Hash(cost, base64.encodeToString(salt), base64.encodeToString(hash));
    }

    static Argon2Hash parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) throw new IllegalStateException("not an Argon2id hash");
        Cost cost = new Cost(number(parts, 1), number(parts, 2), number(parts, 3));
        return new Argon2Hash(cost, parts.group(4), parts.group(5));
    }

    private static int number(Matcher parts, int group) {
        return Integer.parseInt(parts.group(group));
    }

    byte[] saltBytes() {
        return Base64.getDecoder().decode(salt);
    }

    byte[] hashBytes() {
        return Base64.getDecoder().decode(hash);
    }

    @Override
    public String toString() {
        return "$argon2id$v=19$m="
                + cost.memoryKib()
                + ",t="
                + cost.passes()
                + ",p="
                + cost.lanes()
                + "$"
                + salt
                + "$"
                + hash;
    }
}
