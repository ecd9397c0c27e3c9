package io.fluxrouter.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What Linux says of a process in {@code /proc}. A process that has gone says nothing. */
final class ProcessFiles {
    private static final Pattern RSS = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    // Numbers of proc(5), less the three fields up to the state, which follows the program's name.
    private static final int USER_TICKS = 14 - 3;
    private static final int REAPED_SYSTEM_TICKS = 17 - 3;

    private ProcessFiles() {}

    /**
     * User and system time, in clock ticks.
     *
     * @param reaped adds the time of children that ended
     */
    static long ticks(long pid, boolean reaped) {
        String stat = read(pid, "stat");
        if (stat.isEmpty()) return 0;
        List<String> fields = words(stat.substring(stat.lastIndexOf(')') + 2));
        long sum = 0;
        for (int i = USER_TICKS; i <= (reaped ? REAPED_SYSTEM_TICKS : USER_TICKS + 1); i++) {
            sum += Long.parseLong(fields.get(i));
        }
        return sum;
    }

    static long residentKilobytes(long pid) {
        Matcher rss = RSS.matcher(read(pid, "status"));
        return rss.find() ? Long.parseLong(rss.group(1)) : 0;
    }

    /** The process and all below it. */
    static List<Long> tree(long pid) {
        List<Long> all = new ArrayList<>();
        all.add(pid);
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path thread : threads.toList()) {
                for (String child : words(Files.readString(thread.resolve("children")))) {
                    all.addAll(tree(Long.parseLong(child)));
                }
            }
        } catch (IOException gone) {
            return all;
        }
        return all;
    }

    /** Clock ticks in a second. */
    static long ticksPerSecond() {
        try {
            Process getconf = new ProcessBuilder("getconf", "CLK_TCK").start();
            String text =
                    new String(getconf.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return Long.parseLong(text.strip());
        } catch (IOException noGetconf) {
            throw new UncheckedIOException("the bench needs Linux", noGetconf);
        }
    }

    private static List<String> words(String text) {
        return BLANKS.splitAsStream(text).filter(word -> !word.isEmpty()).toList();
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), file));
        } catch (IOException gone) {
            return "";
        }
    }
}
