package io.fluxrouter.billing.journal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * A program that appends events for as long as it lives, and says the id of each once it is kept.
 */
final class AppendingProcess {
    private AppendingProcess() {}

    public static void main(String[] arguments) throws IOException {
        JournalFolder folder = new JournalFolder(Path.of(arguments[0]));
        long seed = Long.parseLong(arguments[1]);
        Journal journal = folder.open();
        for (int i = 0; i < 2; i++) {
            RandomEvents events = new RandomEvents(seed + i);
            Thread.ofPlatform().start(() -> append(journal, events));
        }
        LockSupport.park();
    }

    @SuppressWarnings("InfiniteLoopStatement") // it lives until it is killed
    private static void append(Journal journal, RandomEvents events) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        while (true) {
            var event = events.next();
            JournalFolder.keep(journal, event);
            out.write((event.id() + "\n").getBytes(StandardCharsets.UTF_8), 0, 37);
        }
    }
}
