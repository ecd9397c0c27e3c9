package io.fluxrouter.console.page;

import io.fluxrouter.console.http.Reply;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * Rows of comma separated values (RFC 4180), written as they come. A cell that a spreadsheet would
 * take for a formula gets an apostrophe in front.
 */
public final class Csv {

    /** Writes the rows of a file. */
    @FunctionalInterface
    public interface Rows {
        void writeTo(Csv out) throws IOException;
    }

    private final Writer out;

    private Csv(Writer out) {
        this.out = out;
    }

    /** A file to be saved under that name, which is without its ending. */
    public static Reply reply(String name, Rows rows) {
        Reply reply =
                Reply.streamed(
                        "text/csv; charset=utf-8",
                        stream -> {
                            Writer writer =
                                    new BufferedWriter(
                                            new OutputStreamWriter(stream, StandardCharsets.UTF_8));
                            rows.writeTo(new Csv(writer));
                            writer.flush();
                        });
        return PageWriter.guarded(
                reply.with("Content-Disposition", "attachment; filename=\"" + name + ".csv\""));
    }

    public void row(String... cells) throws IOException {
        for (int i = 0; i < cells.length; i++) {
            if (i > 0) out.write(',');
            out.write(cell(cells[i]));
        }
        out.write("\r\n");
    }

    private static String cell(String text) {
        String safe = startsFormula(text) ? "'" + text : text;
        boolean quoted = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return quoted ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
    }

    private static boolean startsFormula(String text) {
        if (text.isEmpty() || "=+-@\t\r".indexOf(text.charAt(0)) < 0) return false;
        // A number may be negative; nothing else begins with a minus here.
        return !text.matches("-?[0-9.]+");
    }
}
