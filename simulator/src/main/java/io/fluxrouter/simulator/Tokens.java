package io.fluxrouter.simulator;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import com.knuddels.jtokkit.api.IntArrayList;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Text as tokens of o200k_base, the encoding of OpenAI's current models. Thread-safe. */
final class Tokens {
    private static final Encoding O200K =
            Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);

    private Tokens() {}

    /** A stretch of text that is whole characters, and how many tokens it is; nearly always one. */
    record Piece(String text, int tokens) {}

    static int[] encode(String text) {
        return O200K.encodeOrdinary(text).toArray();
    }

    static int count(String text) {
        return O200K.countTokensOrdinary(text);
    }

    static int count(List<Piece> pieces) {
        return pieces.stream().mapToInt(Piece::tokens).sum();
    }

    /** The text cut where tokens end, but never within a character. */
    static List<Piece> pieces(String text) {
        List<Piece> pieces = new ArrayList<>();
        ByteArrayOutputStream pending = new ByteArrayOutputStream();
        int tokens = 0;
        for (int token : encode(text)) {
            pending.writeBytes(bytes(token));
            tokens++;
            String piece = pending.toString(StandardCharsets.UTF_8);
            // A replacement character means that a character's bytes continue in the next token.
            if (piece.indexOf('\uFFFD') < 0) {
                pieces.add(new Piece(piece, tokens));
                pending.reset();
                tokens = 0;
            }
        }
        if (tokens > 0) pieces.add(new Piece(pending.toString(StandardCharsets.UTF_8), tokens));
        return pieces;
    }

    /** The longest beginning that has at most this many tokens. */
    static List<Piece> first(List<Piece> pieces, int limit) {
        int tokens = 0;
        for (int i = 0; i < pieces.size(); i++) {
            tokens += pieces.get(i).tokens();
            if (tokens > limit) return pieces.subList(0, i);
        }
        return pieces;
    }

    private static byte[] bytes(int token) {
        IntArrayList one = new IntArrayList(1);
        one.add(token);
        return O200K.decodeBytes(one);
    }
}
