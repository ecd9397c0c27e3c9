package io.fluxrouter.console.api;

import io.fluxrouter.console.http.ApiCall;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Rows of text as RFC 4180 writes them. A text that a spreadsheet would take for a formula gets an
 * apostrophe before it; numbers stay numbers.
 */
final class Csv {
    private static final String FORMULA = "=+-@\t\r";

    private final StringBuilder text = new StringBuilder();

    Csv(List<String> columns) {
        row(columns);
    }

    /** Whether a call asks for it, by {@code format=csv} or by its header {@code Accept}. */
    static boolean isWanted(ApiCall call) {
        return switch (call.queryParam("format").orElse("")) {
            case "csv" -> true;
            case "json" -> false;
            case "" ->
                    call.request()
                            .header("Accept")
                            .filter(value -> value.toLowerCase(Locale.ROOT).startsWith("text/csv"))
                            .isPresent();
            default ->
                    throw ApiError.of(
                            Refusal.INVALID_VALUE, "format must be json or csv.", "format");
        };
    }

    Csv row(List<? extends @Nullable String> cells) {
        for (int i = 0; i < cells.size(); i++) {
            if (i > 0) text.append(',');
            cell(cells.get(i));
        }
        text.append("\r\n");
        return this;
    }

    Reply reply(String fileName) {
        return new Reply(200, "text/csv; charset=utf-8", text.toString())
                .with("Content-Disposition", "attachment; filename=\"" + fileName + "\"");
    }

    private void cell(@Nullable String value) {
        if (value == null || value.isEmpty()) return;
        boolean formula = FORMULA.indexOf(value.charAt(0)) >= 0 && !isNumber(value);
        String safe = formula ? "'" + value : value;
        boolean quoted = safe.chars().anyMatch(one -> ",\"\r\n".indexOf(one) >= 0);
        if (quoted) text.append('"').append(safe.replace("\"", "\"\"")).append('"');
        else text.append(safe);
    }

    private static boolean isNumber(String value) {
        return value.matches("-?[0-9]{1,30}(\\.[0-9]{1,30})?");
    }
}
