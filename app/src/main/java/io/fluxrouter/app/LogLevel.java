package io.fluxrouter.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** Sets how much is logged. Other people's libraries stay at warnings. */
final class LogLevel {
    private LogLevel() {}

    static void set(String level) {
        Logger ours = (Logger) LoggerFactory.getLogger("io.fluxrouter");
        ours.setLevel(Level.toLevel(level, Level.INFO));
    }
}
