package io.fluxrouter.app.demo;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Rows of text in aligned columns. A column whose title ends with a space is aligned to the right,
 * its numbers by the decimal point.
 */
public final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... titles) {
        rows.add(List.of(titles));
    }

    public void add(String... cells) {
        rows.add(List.of(cells));
    }

    public void print(PrintStream out) {
        List<StringBuilder> lines = rows.stream().map(row -> new StringBuilder()).toList();
        for (int column = 0; column < rows.getFirst().size(); column++) {
            List<String> cells = cells(column);
            for (int i = 0; i < cells.size(); i++) lines.get(i).append("  ").append(cells.get(i));
        }
        lines.forEach(line -> out.println(line.toString().stripTrailing()));
    }

    /** The cells of a column, made equally long. */
    private List<String> cells(int column) {
        boolean right = rows.getFirst().get(column).endsWith(" ");
        int decimals = right ? longest(column, Table::decimals) : 0;
        int width = longest(column, cell -> cell.length() + missing(cell, decimals));
        return rows.stream()
                .map(row -> row.get(column).strip())
                .map(cell -> cell + " ".repeat(missing(cell, decimals)))
                .map(cell -> filled(cell, width, right))
                .toList();
    }

    private int longest(int column, ToIntFunction<String> length) {
        return rows.stream().map(row -> row.get(column).strip()).mapToInt(length).max().orElse(0);
    }

    /** How many digits stand after the point, the point counted; a word has none. */
    private static int decimals(String cell) {
        int point = isNumber(cell) ? cell.lastIndexOf('.') : -1;
        return point < 0 ? 0 : cell.length() - point;
    }

    private static int missing(String cell, int decimals) {
        return isNumber(cell) ? decimals - decimals(cell) : 0;
    }

    private static boolean isNumber(String cell) {
        return !cell.isEmpty() && Character.isDigit(cell.charAt(cell.length() - 1));
    }

    private static String filled(String cell, int width, boolean right) {
        String padding = " ".repeat(width - cell.length());
        return right ? padding + cell : cell + padding;
    }
}
