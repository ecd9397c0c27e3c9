package io.fluxrouter.billing.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * Seals texts with AES-256-GCM, each for the thing it belongs to: what is sealed for one does not
 * open for another, so nobody who can write the table can swap them.
 *
 * <p>A sealed text is a version (1 byte), the key's name (4 bytes, from its hash, so that a wrong
 * key is told from damage), a random nonce (12 bytes), and the cipher text with its tag. Safe for
 * all threads.
 */
public final class SecretBox {
    private static final byte VERSION = 1;
    private static final int NAME_BYTES = 4;
    private static final int NONCE_BYTES = 12;
    private static final int HEAD_BYTES = 1 + NAME_BYTES + NONCE_BYTES;
    private static final int TAG_BITS = 128;
    private static final int KEY_BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final SecretKey key;
    private final byte[] name;

    private SecretBox(SecretKey key, byte[] name) {
        this.key = key;
        this.name = name;
    }

    /**
     * A box whose key follows from a text.
     *
     * @param secret random, and at least as hard to guess as 128 bits: it is not made slower to
     *     guess here
     */
    public static SecretBox of(String secret) {
        byte[] material = secret.getBytes(StandardCharsets.UTF_8);
        try {
            KDF kdf = KDF.getInstance("HKDF-SHA256");
            SecretKey key = kdf.deriveKey("AES", expand(material, "seal", KEY_BYTES));
            return new SecretBox(key, kdf.deriveData(expand(material, "name", NAME_BYTES)));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static HKDFParameterSpec expand(byte[] material, String purpose, int length) {
        byte[] info = ("fluxrouter secret box 1 " + purpose).getBytes(StandardCharsets.UTF_8);
        return HKDFParameterSpec.ofExtract().addIKM(material).thenExpand(info, length);
    }

    public byte[] seal(String text, UUID owner) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] head = ByteBuffer.allocate(HEAD_BYTES).put(VERSION).put(name).put(nonce).array();
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, head, owner, utf8(text));
        return ByteBuffer.allocate(head.length + sealed.length).put(head).put(sealed).array();
    }

    /** Throws {@link UnreadableSecretException} for what this box did not seal for the owner. */
    public String open(byte[] sealed, UUID owner) {
        if (sealed.length < HEAD_BYTES || sealed[0] != VERSION) {
            throw new UnreadableSecretException("not a sealed secret");
        }
        byte[] head = Arrays.copyOf(sealed, HEAD_BYTES);
        if (!Arrays.equals(name, Arrays.copyOfRange(head, 1, 1 + NAME_BYTES))) {
            throw new UnreadableSecretException("sealed with another FLUX_SECRET_KEY");
        }
        byte[] cipherText = Arrays.copyOfRange(sealed, HEAD_BYTES, sealed.length);
        return new String(
                crypt(Cipher.DECRYPT_MODE, head, owner, cipherText), StandardCharsets.UTF_8);
    }

    private byte[] crypt(int mode, byte[] head, UUID owner, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            byte[] nonce = Arrays.copyOfRange(head, HEAD_BYTES - NONCE_BYTES, HEAD_BYTES);
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(utf8(owner.toString()));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException failure) {
            // Without the cause: nothing about the secret is worth a log line.
            throw new UnreadableSecretException("damaged, or sealed for something else");
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
