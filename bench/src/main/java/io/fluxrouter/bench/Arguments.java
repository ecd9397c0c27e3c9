package io.fluxrouter.bench;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The options of one benchmark, checked: a misspelt one must not be dropped in silence. */
record Arguments(Set<String> flags, Map<String, Long> numbers) {

    Arguments {
        flags = Set.copyOf(flags);
        numbers = Map.copyOf(numbers);
    }

    /**
     * Throws {@link UsageException} for anything not known.
     *
     * @param knownNumbers the options that are followed by a whole number
     */
    static Arguments of(List<String> words, Set<String> knownFlags, Set<String> knownNumbers) {
        Set<String> flags = new HashSet<>();
        Map<String, Long> numbers = new HashMap<>();
        Iterator<String> rest = words.iterator();
        while (rest.hasNext()) {
            String word = rest.next();
            if (knownFlags.contains(word)) {
                flags.add(word);
            } else if (knownNumbers.contains(word)) {
                if (!rest.hasNext()) throw new UsageException(word + " needs a number");
                numbers.put(word, number(word, rest.next()));
            } else {
                throw new UsageException("unknown option: " + word);
            }
        }
        return new Arguments(flags, numbers);
    }

    private static long number(String option, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException notANumber) {
            throw new UsageException(option + " must be a whole number, not " + text);
        }
    }

    boolean has(String flag) {
        return flags.contains(flag);
    }

    long number(String option, long standard) {
        return numbers.getOrDefault(option, standard);
    }

    /** As {@link #number}; throws {@link UsageException} outside of 1 to {@code most}. */
    int count(String option, int standard, int most) {
        long count = number(option, standard);
        if (count < 1 || count > most) {
            throw new UsageException(option + " must be from 1 to " + most);
        }
        return (int) count;
    }
}
