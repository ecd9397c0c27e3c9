package io.fluxrouter.core.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Chains a customer's transfers: each hash is SHA-256(previous hash || canonical transfer), so that
 * no row can be changed, dropped or put in without every later hash telling.
 */
public final class HashChain {
    /** The hash before the first transfer: 32 zero bytes. */
    public static final String GENESIS = "0".repeat(64);

    private HashChain() {}

    /** The hash of a transfer that follows {@code previous}; both are 64 hex digits. */
    public static String next(String previous, Transfer transfer) {
        MessageDigest digest = sha256();
        digest.update(HexFormat.of().parseHex(previous));
        digest.update(canonical(transfer).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * One line per field, "name=length:value", or "name=" for a value that is absent, in the order
     * of the record. The lengths (in UTF-16 units) keep a value with a line break from posing as
     * two fields.
     */
    static String canonical(Transfer transfer) {
        StringBuilder text = new StringBuilder(512);
        field(text, "customer", transfer.customerId().toString());
        field(text, "sequence", Long.toString(transfer.sequence()));
        field(text, "id", transfer.id().toString());
        field(text, "kind", transfer.kind().key());
        field(text, "from", transfer.from().key());
        field(text, "to", transfer.to().key());
        field(text, "amount_nanos", Long.toString(transfer.amount().nanos()));
        field(text, "balance_after_nanos", Long.toString(transfer.balanceAfter().nanos()));
        field(text, "posted_at", transfer.postedAt().toString());
        field(text, "reference", transfer.reference());
        field(text, "note", transfer.note());
        field(text, "events", transfer.eventDigest());
        return text.toString();
    }

    private static void field(StringBuilder text, String name, @Nullable String value) {
        text.append(name).append('=');
        if (value != null) text.append(value.length()).append(':').append(value);
        text.append('\n');
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
