package io.fluxrouter.core.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

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
     * One line per field, "name=length:value", in the order of the record. The lengths keep a value
     * with a line break from posing as two fields. Times are whole microseconds, as the database
     * keeps them.
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
        field(text, "posted_at", transfer.postedAt().truncatedTo(ChronoUnit.MICROS).toString());
        field(text, "reference", transfer.reference());
        field(text, "note", transfer.note() == null ? "" : transfer.note());
        field(text, "events", transfer.eventDigest() == null ? "" : transfer.eventDigest());
        return text.toString();
    }

    private static void field(StringBuilder text, String name, String value) {
        text.append(name).append('=').append(value.length()).append(':').append(value).append('\n');
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
