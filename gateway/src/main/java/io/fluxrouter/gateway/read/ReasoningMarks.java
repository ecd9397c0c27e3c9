package io.fluxrouter.gateway.read;

import java.util.Arrays;
import java.util.List;

/**
 * The words of a prompt that ask for thought rather than recall. Counts how many different ones
 * there are; forms of one word count once. Whole words only, in any case.
 */
final class ReasoningMarks {
    private static final List<List<String>> MARKS =
            List.of(
                    // Mathematics: one wrong step spoils the answer.
                    List.of("prove", "proof", "proves", "disprove"),
                    List.of("derive", "derivation"),
                    List.of("theorem", "lemma", "corollary"),
                    List.of("rigorous", "rigorously", "formally"),
                    List.of("step by step", "show your work", "show your reasoning"),
                    // Judgement: several things must be held against each other.
                    List.of("analyze", "analyse", "analysis", "analyzing", "analysing"),
                    List.of("trade off", "trade offs", "tradeoff", "tradeoffs"),
                    List.of("compare", "contrast", "versus"),
                    List.of("evaluate", "evaluation", "assess", "critique"),
                    List.of("pros and cons", "advantages and disadvantages"),
                    List.of("implications", "consequences"),
                    List.of("justify", "justification"),
                    // Search: there are many answers and a best one.
                    List.of("optimize", "optimise", "optimal", "optimization", "optimisation"),
                    List.of("strategy", "strategic"),
                    List.of("plan", "roadmap"),
                    List.of("design", "architect", "architecture"),
                    List.of("complexity", "worst case"),
                    // Causes: the answer is a chain.
                    List.of("why"),
                    List.of("root cause", "diagnose"),
                    List.of("reason about", "think through", "think carefully", "reasoning"),
                    List.of("infer", "deduce", "hypothesis"),
                    List.of("counterexample", "contradiction", "paradox"));

    /** Far more places than first words, so that most words are turned away by one look. */
    private static final int PLACES = 1_024;

    /** The phrases by the hash of their first word. */
    private static final Phrase[][] BY_FIRST_WORD = byFirstWord();

    /** Longer than any first word of a mark; the words of hostile text may have no end. */
    private static final int LONGEST_WORD = 16;

    private static final byte GAP = ' ';

    /** What a byte means in a word: a letter in lower case, or a gap between words. */
    private static final byte[] LETTERS = letters();

    private record Phrase(String text, int mark) {}

    private ReasoningMarks() {}

    private static Phrase[][] byFirstWord() {
        Phrase[][] byHash = new Phrase[PLACES][0];
        for (int mark = 0; mark < MARKS.size(); mark++) {
            for (String text : MARKS.get(mark)) {
                int place = place(text.split(" ", 2)[0].hashCode());
                Phrase[] more = Arrays.copyOf(byHash[place], byHash[place].length + 1);
                more[more.length - 1] = new Phrase(text, mark);
                byHash[place] = more;
            }
        }
        return byHash;
    }

    private static int place(int hash) {
        return (hash ^ hash >>> 16) & (PLACES - 1);
    }

    static int count(byte[] text) {
        long found = 0;
        int word = 0;
        int hash = 0;
        for (int at = 0; at <= text.length; at++) {
            byte letter = at < text.length ? LETTERS[text[at] & 0xFF] : GAP;
            if (letter != GAP) {
                hash = 31 * hash + letter;
            } else {
                int length = at - word;
                if (length > 2 && length <= LONGEST_WORD) found |= match(text, word, hash);
                word = at + 1;
                hash = 0;
            }
        }
        return Long.bitCount(found);
    }

    private static long match(byte[] text, int at, int hash) {
        long found = 0;
        for (Phrase phrase : BY_FIRST_WORD[place(hash)]) {
            if (isAt(text, at, phrase.text())) found |= 1L << phrase.mark();
        }
        return found;
    }

    private static boolean isAt(byte[] text, int at, String phrase) {
        int end = at + phrase.length();
        if (end > text.length || (end < text.length && LETTERS[text[end] & 0xFF] != GAP)) {
            return false;
        }
        for (int i = 0; i < phrase.length(); i++) {
            if (LETTERS[text[at + i] & 0xFF] != phrase.charAt(i)) return false;
        }
        return true;
    }

    /** Other scripts and the apostrophe are parts of words, so that no piece of a word is found. */
    private static byte[] letters() {
        byte[] letters = new byte[256];
        for (int b = 0; b < 256; b++) {
            boolean inWord = Character.isLetter(b) || b == '\'' || b >= 0x80;
            letters[b] = inWord ? (byte) (b < 0x80 ? Character.toLowerCase(b) : b) : GAP;
        }
        return letters;
    }
}
