package io.fluxrouter.app.tidy;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Calls that work, and do harm here; each with what to call instead. */
final class BannedCalls implements Rule {

    private static final Set<String> TERMINAL_MODULES = Set.of("app", "bench");

    private record Banned(String regex, Predicate<SourceFile> where, String instead) {}

    private static final List<Banned> BANNED =
            List.of(
                    new Banned(
                            "\\bSystem\\.(out|err)\\b",
                            file -> file.isMainJava() && !TERMINAL_MODULES.contains(file.module()),
                            "log through SLF4J; only app and bench own a terminal"),
                    new Banned(
                            "\\b(Instant|LocalDate|LocalDateTime|LocalTime|ZonedDateTime|OffsetDateTime|YearMonth|Year)"
                                    + "\\.now\\(\\s*\\)|\\bnew Date\\(\\s*\\)",
                            SourceFile::isMainJava,
                            "take the time from an injected InstantSource, so that a test can move it"),
                    new Banned(
                            "\\bSystem\\.currentTimeMillis\\(",
                            SourceFile::isMainJava,
                            "take the time from an injected InstantSource; System.nanoTime() for durations"),
                    new Banned(
                            "\\bnew Random\\(\\s*\\)|\\bMath\\.random\\(",
                            SourceFile::isJava,
                            "use new Random(seed) and print the seed; SecureRandom for secrets"),
                    new Banned(
                            "\\bThread\\.sleep\\(",
                            SourceFile::isOnEventLoops,
                            "use a timer: an event loop serves everybody else in the meantime"),
                    new Banned(
                            "\\.printStackTrace\\(\\)",
                            SourceFile::isJava,
                            "log the exception, or let it pass to who can answer for it"),
                    new Banned(
                            "\\b(org\\.mockito|lombok)\\.",
                            SourceFile::isJava,
                            "use a real object or the simulator; write the record out"));

    @Override
    public List<Violation> check(SourceTree tree) {
        return tree.java()
                .flatMap(file -> BANNED.stream().flatMap(banned -> in(file, banned)))
                .toList();
    }

    private static Stream<Violation> in(SourceFile file, Banned banned) {
        if (!banned.where().test(file)) {
            return Stream.of();
        }
        return file.codeWith(Pattern.compile(banned.regex()), banned.instead()).stream();
    }
}
