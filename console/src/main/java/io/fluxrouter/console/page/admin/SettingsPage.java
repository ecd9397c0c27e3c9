package io.fluxrouter.console.page.admin;

import io.fluxrouter.console.page.Frame;
import java.util.List;

/** How this node is set up. */
public record SettingsPage(Frame frame, List<Row> rows) {
    public SettingsPage {
        rows = List.copyOf(rows);
    }

    /**
     * A setting.
     *
     * @param value as it is in force; of a secret, only whether there is one
     */
    public record Row(String name, String value, String meaning) {}
}
