package io.fluxrouter.billing.verify;

/**
 * A stored row that does not agree with the rows it follows from.
 *
 * @param row names it: the primary key, or as much of it as is known
 * @param problem what does not add up
 */
public record Finding(String table, String row, String problem, String expected, String found) {
    @Override
    public String toString() {
        return table + " " + row + ": " + problem + ": expected " + expected + ", found " + found;
    }
}
