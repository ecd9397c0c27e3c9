package io.fluxrouter.app;

import io.fluxrouter.app.config.Config;
import io.fluxrouter.billing.journal.JournalSettings;
import io.fluxrouter.billing.journal.JournalSettings.SyncMode;

/** Turns the operator's settings into the journal's. */
final class JournalConfig {
    private JournalConfig() {}

    static JournalSettings of(Config config) {
        JournalSettings standard = JournalSettings.in(config.dataDirectory().resolve("journal"));
        SyncMode sync =
                switch (config.journalSync()) {
                    case ALWAYS -> SyncMode.ALWAYS;
                    case INTERVAL -> SyncMode.INTERVAL;
                };
        return new JournalSettings(
                standard.directory(), standard.segmentBytes(), sync, standard.syncInterval());
    }
}
