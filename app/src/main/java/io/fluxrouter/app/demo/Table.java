package io.fluxrouter.app.demo;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of text in aligned columns; a column whose title ends with a space is aligned to the right.
 */
final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... titles) {
        rows.add(List.of(titles));
    }

    void add(String... cells) {
        rows.add(List.of(cells));
    }

    void print(PrintStream out) {
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).strip().length());
            }
        }
        for (List<String> row : rows) out.println(line(row, widths));
    }

    private String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder("  ");
        for (int i = 0; i < widths.length; i++) {
            String cell = row.get(i).strip();
            String padding = " ".repeat(widths[i] - cell.length());
            boolean right = rows.getFirst().get(i).endsWith(" ");
            line.append(right ? padding + cell : cell + padding).append("  ");
        }
        return line.toString().stripTrailing();
    }
}
