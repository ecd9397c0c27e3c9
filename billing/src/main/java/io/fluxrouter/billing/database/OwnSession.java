package io.fluxrouter.billing.database;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A command in a session of its own. Ctrl-C in a terminal goes to every process of the session, and
 * the server would stop while the application still has things to write.
 */
final class OwnSession {
    private static final List<Path> PLACES =
            List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));

    private OwnSession() {}

    /** The command unchanged where the system has no setsid; then only Ctrl-C is less gentle. */
    static List<String> of(List<String> command) {
        var words = new ArrayList<String>();
        PLACES.stream()
                .filter(Files::isExecutable)
                .limit(1)
                .map(Path::toString)
                .forEach(words::add);
        words.addAll(command);
        return words;
    }
}
