package io.fluxrouter.simulator.issuer;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import tools.jackson.databind.node.ObjectNode;

/**
 * A key pair that signs tokens.
 *
 * @param id by which the key set names it
 */
record SigningKey(String id, Kind kind, KeyPair pair) {
    private static final int RSA_BITS = 2048;
    private static final int P256_BYTES = 32;

    /** The algorithms of RFC 7518 that issuers use. */
    enum Kind {
        RS256("SHA256withRSA"),
        ES256("SHA256withECDSAinP1363Format");

        private final String signature;

        Kind(String signature) {
            this.signature = signature;
        }
    }

    static SigningKey make(String id, Kind kind) {
        try {
            KeyPairGenerator generator =
                    KeyPairGenerator.getInstance(kind == Kind.RS256 ? "RSA" : "EC");
            switch (kind) {
                case RS256 -> generator.initialize(RSA_BITS);
                case ES256 -> generator.initialize(new ECGenParameterSpec("secp256r1"));
            }
            return new SigningKey(id, kind, generator.generateKeyPair());
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    byte[] sign(String text) {
        try {
            Signature signature = Signature.getInstance(kind.signature);
            signature.initSign(pair.getPrivate());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    PublicKey publicKey() {
        return pair.getPublic();
    }

    /** As a key set has it: RFC 7518, section 6. */
    ObjectNode jwk() {
        ObjectNode jwk = Json.object().put("kid", id).put("use", "sig").put("alg", kind.name());
        return switch (publicKey()) {
            case RSAPublicKey rsa ->
                    jwk.put("kty", "RSA")
                            .put("n", number(rsa.getModulus(), RSA_BITS / 8))
                            .put("e", number(rsa.getPublicExponent(), 3));
            case ECPublicKey ec ->
                    jwk.put("kty", "EC")
                            .put("crv", "P-256")
                            .put("x", number(ec.getW().getAffineX(), P256_BYTES))
                            .put("y", number(ec.getW().getAffineY(), P256_BYTES));
            default -> throw new IllegalStateException("no such kind of key");
        };
    }

    /** Big-endian, without a sign, filled up with zeros from the left. */
    private static String number(BigInteger value, int length) {
        byte[] signed = value.toByteArray();
        byte[] fixed = new byte[length];
        int from = Math.max(0, signed.length - length);
        byte[] digits = Arrays.copyOfRange(signed, from, signed.length);
        System.arraycopy(digits, 0, fixed, length - digits.length, digits.length);
        return Json.base64(fixed);
    }
}
