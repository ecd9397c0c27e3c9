package io.fluxrouter.billing.catalog;

import java.util.List;

/** A catalogue file with mistakes in it. Says all of them, one a line, with file, line and path. */
public final class InvalidCatalogException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<String> mistakes;

    InvalidCatalogException(List<String> mistakes) {
        super(String.join("\n", mistakes));
        this.mistakes = List.copyOf(mistakes);
    }

    public List<String> mistakes() {
        return mistakes;
    }
}
