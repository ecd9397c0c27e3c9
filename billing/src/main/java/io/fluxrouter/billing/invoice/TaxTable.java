package io.fluxrouter.billing.invoice;

import io.fluxrouter.core.invoice.TaxRate;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The usual rates by country, from {@code tax-rates.csv}. At home the standard rate; between two
 * members of the European Union the customer owes the tax (reverse charge); else it is an export.
 * Immutable.
 */
final class TaxTable {
    private static final TaxTable STANDARD = read();
    private static final TaxRate REVERSE_CHARGE = new TaxRate("Reverse charge", BigDecimal.ZERO);
    private static final TaxRate EXPORT = new TaxRate("Export", BigDecimal.ZERO);

    private final Map<String, Row> rows;

    private record Row(TaxRate rate, String union) {}

    private TaxTable(Map<String, Row> rows) {
        this.rows = Map.copyOf(rows);
    }

    static TaxTable standard() {
        return STANDARD;
    }

    /** None where the seller's country has no rate of the whole country, such as US. */
    List<TaxRate> rates(String sellerCountry, String customerCountry) {
        Row home = rows.get(sellerCountry);
        if (home == null) return List.of();
        if (sellerCountry.equals(customerCountry)) return List.of(home.rate());
        Row away = rows.get(customerCountry);
        boolean sameUnion =
                away != null && !home.union().isEmpty() && home.union().equals(away.union());
        return List.of(sameUnion ? REVERSE_CHARGE : EXPORT);
    }

    private static TaxTable read() {
        Map<String, Row> rows = new HashMap<>();
        try (InputStream file = TaxTable.class.getResourceAsStream("tax-rates.csv")) {
            String text =
                    new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            text.lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(line -> line.split(",", -1))
                    .forEach(
                            cells ->
                                    rows.put(
                                            cells[0],
                                            new Row(
                                                    new TaxRate(cells[1], new BigDecimal(cells[2])),
                                                    cells[3])));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return new TaxTable(rows);
    }
}
