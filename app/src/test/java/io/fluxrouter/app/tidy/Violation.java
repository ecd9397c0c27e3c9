package io.fluxrouter.app.tidy;

/** One broken rule in one line, and what to write instead. */
record Violation(String file, int line, String message) {
    @Override
    public String toString() {
        return file + ":" + line + ": " + message;
    }
}
