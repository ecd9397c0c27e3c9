package io.fluxrouter.simulator;

import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** How long an answer is, in tokens, by what was asked. */
final class AnswerLength {
    private static final Pattern ONE_WORD =
            Pattern.compile("\\b(one word|yes or no|single word|just say)\\b");
    private static final Pattern LONG =
            Pattern.compile(
                    "\\b(essay|article|story|report|chapter|code|program|function|implement"
                            + "|write|in detail|detailed|step by step)\\b");
    private static final Pattern MEDIUM =
            Pattern.compile("\\b(explain|why|how|compare|summari[sz]e|describe|list)\\b");

    private AnswerLength() {}

    static int of(String question, RandomGenerator random) {
        String asked = question.toLowerCase(Locale.ROOT);
        if (ONE_WORD.matcher(asked).find()) return 1;
        if (LONG.matcher(asked).find()) return random.nextInt(350, 900);
        if (MEDIUM.matcher(asked).find()) return random.nextInt(100, 300);
        return random.nextInt(12, 60);
    }
}
