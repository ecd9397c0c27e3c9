package io.fluxrouter.app;

import io.fluxrouter.app.config.Config;
import io.fluxrouter.billing.verify.Finding;
import io.fluxrouter.billing.verify.Verifier;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;

/** The verb {@code verify}: recomputes the books and names every row that is wrong. */
final class Verify {
    private Verify() {}

    /** Returns 0 if the books are sound, else 1. */
    static int run(Config config, PrintStream out) {
        try (Storage storage = Storage.open(config)) {
            List<Finding> findings =
                    new Verifier(storage.database().jdbi()).verify(Clock.systemUTC().instant());
            findings.forEach(out::println);
            out.println(findings.isEmpty() ? "sound" : findings.size() + " findings");
            return findings.isEmpty() ? 0 : 1;
        }
    }
}
