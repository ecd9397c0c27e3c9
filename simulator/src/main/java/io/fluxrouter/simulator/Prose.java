package io.fluxrouter.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Readable English that says little, made of parts whose tokens are known.
 *
 * <p>Every part begins where the encoding begins a new word, so the tokens of a text are the tokens
 * of its parts, one after the other, and a long text costs no encoding at all.
 */
final class Prose {
    private static final int SENTENCES_PER_PARAGRAPH = 5;
    private static final int LONGEST_WORD_ANSWER = 4;

    private static final List<List<Tokens.Piece>> WORD_ANSWERS =
            parts("Yes.", "No.", "Blue.", "Four.", "Perhaps.", "Tuesday.");
    private static final List<String> SUBJECTS =
            List.of(
                    "The first step",
                    "A careful reader",
                    "Most of the work",
                    "The simplest design",
                    "A good measurement",
                    "The second question",
                    "Every useful answer",
                    "The old bridge",
                    "An honest budget",
                    "The weather in spring",
                    "A small experiment",
                    "The committee");
    private static final List<List<Tokens.Piece>> OPENING = parts(SUBJECTS.toArray(String[]::new));
    private static final List<List<Tokens.Piece>> FOLLOWING =
            parts(SUBJECTS.stream().map(subject -> " " + subject).toArray(String[]::new));
    private static final List<List<Tokens.Piece>> VERBS =
            parts(
                    " depends on",
                    " begins with",
                    " explains",
                    " rests upon",
                    " improves",
                    " leads back to",
                    " leaves room for",
                    " follows from",
                    " settles",
                    " is easier than",
                    " brings out",
                    " outlives");
    private static final List<List<Tokens.Piece>> OBJECTS =
            parts(
                    " a clear question",
                    " the numbers at hand",
                    " what we already know",
                    " one patient conversation",
                    " the shape of the problem",
                    " a shorter list",
                    " the river and its banks",
                    " many quiet decisions",
                    " the price of waiting",
                    " a second opinion",
                    " the tools in the shed",
                    " plain words");
    private static final List<List<Tokens.Piece>> TAILS =
            parts(
                    "",
                    "",
                    " in the end",
                    " most of the time",
                    ", and that is enough",
                    " before anything else",
                    ", though not always",
                    " when nobody is in a hurry",
                    ", as the example shows",
                    " for the same reason");
    private static final List<Tokens.Piece> STOP = Tokens.pieces(".");
    private static final List<Tokens.Piece> PARAGRAPH = Tokens.pieces(".\n\n");

    private final RandomGenerator random;
    private final List<Tokens.Piece> pieces = new ArrayList<>();
    private int tokens;

    private Prose(RandomGenerator random) {
        this.random = random;
    }

    /** Whole sentences, at least this many tokens and not many more. */
    static List<Tokens.Piece> about(int tokens, RandomGenerator random) {
        if (tokens <= LONGEST_WORD_ANSWER) return pick(WORD_ANSWERS, random);
        Prose prose = new Prose(random);
        for (int sentence = 1; prose.tokens < tokens; sentence++)
            prose.addSentence(sentence, tokens);
        return prose.pieces;
    }

    /** Exactly this many tokens, cut wherever that is. */
    static List<Tokens.Piece> exactly(int tokens, RandomGenerator random) {
        return Tokens.first(about(Math.max(tokens, LONGEST_WORD_ANSWER + 1), random), tokens);
    }

    private void addSentence(int number, int tokensWanted) {
        boolean paragraphBegins = number % SENTENCES_PER_PARAGRAPH == 1;
        add(pick(paragraphBegins ? OPENING : FOLLOWING, random));
        add(pick(VERBS, random));
        add(pick(OBJECTS, random));
        add(pick(TAILS, random));
        boolean paragraphEnds = number % SENTENCES_PER_PARAGRAPH == 0;
        boolean textEnds = tokens + Tokens.count(STOP) >= tokensWanted;
        add(paragraphEnds && !textEnds ? PARAGRAPH : STOP);
    }

    private void add(List<Tokens.Piece> part) {
        pieces.addAll(part);
        tokens += Tokens.count(part);
    }

    private static <T> T pick(List<T> list, RandomGenerator random) {
        return list.get(random.nextInt(list.size()));
    }

    private static List<List<Tokens.Piece>> parts(String... texts) {
        return List.of(texts).stream().map(Tokens::pieces).toList();
    }
}
