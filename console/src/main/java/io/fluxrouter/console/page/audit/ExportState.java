package io.fluxrouter.console.page.audit;

import io.fluxrouter.console.page.Show;
import io.fluxrouter.console.page.audit.ExportProgress.End;

/**
 * How far an export is, as the page shows it.
 *
 * @param rows written so far
 * @param total about how many there will be
 * @param again where to ask again; "" once there is nothing more to come
 */
public record ExportState(long rows, long total, End end, String again) {

    /** The length of the bar. */
    public long most() {
        return end == End.WHOLE ? Math.max(1, rows) : Math.max(1, Math.max(rows, total));
    }

    public String words() {
        return switch (end) {
            case WHOLE -> Show.count(rows) + " rows written. The file is complete.";
            case CUT -> "The download stopped after " + Show.count(rows) + " rows. Start it again.";
            case OPEN -> running();
        };
    }

    private String running() {
        if (again.isEmpty()) return "The file is on its way; your browser shows how far it is.";
        if (rows == 0) return "The export begins.";
        return Show.count(rows) + " of " + Show.count(most()) + " rows";
    }
}
