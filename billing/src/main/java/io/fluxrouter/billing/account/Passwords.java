package io.fluxrouter.billing.account;

import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Passwords as Argon2id hashes, with the memory, passes and lanes that OWASP's password storage
 * guide names first. A hash carries its own, so that they can be raised later.
 *
 * <p>Threads: safe for all; few hash at once, because each takes 19 MiB and a core.
 */
final class Passwords {
    private static final Argon2Hash.Cost COST = new Argon2Hash.Cost(19_456, 2, 1);
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int AT_ONCE = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final SecureRandom random = new SecureRandom();
    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    private final String nobodys =
            Argon2Hash.of(COST, randomBytes(SALT_BYTES), randomBytes(HASH_BYTES)).toString();

    String hash(String password) {
        byte[] salt = randomBytes(SALT_BYTES);
        byte[] hash = inTurn(() -> derive(password, salt, COST, HASH_BYTES));
        return Argon2Hash.of(COST, salt, hash).toString();
    }

    boolean matches(String password, String stored) {
        Argon2Hash known = Argon2Hash.parse(stored);
        byte[] expected = known.hashBytes();
        byte[] hash =
                inTurn(() -> derive(password, known.saltBytes(), known.cost(), expected.length));
        return MessageDigest.isEqual(hash, expected);
    }

    /**
     * A hash that nobody's password has: random bytes, which need no memory to make. To compare
     * with it takes as long as with another, so that time does not tell who has an account.
     */
    String nobodys() {
        return nobodys;
    }

    private byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private <T> T inTurn(Supplier<T> work) {
        try {
            if (!turns.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw ApiError.of(Refusal.SERVER_BUSY, "Too many logins at once. Try again.");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting to hash", stop);
        }
        try {
            return work.get();
        } finally {
            turns.release();
        }
    }

    private static byte[] derive(String password, byte[] salt, Argon2Hash.Cost cost, int length) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(
                new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                        .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                        .withSalt(salt)
                        .withMemoryAsKB(cost.memoryKib())
                        .withIterations(cost.passes())
                        .withParallelism(cost.lanes())
                        .build());
        byte[] secret = password.getBytes(StandardCharsets.UTF_8);
        byte[] hash = new byte[length];
        generator.generateBytes(secret, hash);
        Arrays.fill(secret, (byte) 0);
        return hash;
    }
}
