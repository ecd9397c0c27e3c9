package io.fluxrouter.app.rate;

/** An input that cannot be read; the message names the field. It ends one line, not the run. */
final class BadInput extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadInput(String message) {
        super(message);
    }

    static BadInput missing(String path) {
        return new BadInput("missing field '" + path + "'");
    }

    static BadInput invalid(String path, String wanted, Object found) {
        return new BadInput("field '" + path + "' must be " + wanted + ", not " + found);
    }
}
