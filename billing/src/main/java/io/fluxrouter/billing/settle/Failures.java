package io.fluxrouter.billing.settle;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What the failure of a batch says of its cause. */
final class Failures {
    // The SQL standard's classes "data exception" and "integrity constraint violation".
    private static final String DATA = "22";
    private static final String INTEGRITY = "23";

    private Failures() {}

    /**
     * True if the failure lies in what was written, so that it comes again each time. An outage, a
     * lock, a timeout or a schema that does not fit is nothing an event can help.
     */
    static boolean blameTheEvent(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ArithmeticException) return true;
            if (cause instanceof SQLException refused) return isOfData(refused.getSQLState());
        }
        return false;
    }

    private static boolean isOfData(@Nullable String state) {
        return state != null && (state.startsWith(DATA) || state.startsWith(INTEGRITY));
    }

    /** What went wrong, in the words of whoever noticed. */
    static String text(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && !(root instanceof SQLException)) root = root.getCause();
        return String.valueOf(root.getMessage());
    }
}
