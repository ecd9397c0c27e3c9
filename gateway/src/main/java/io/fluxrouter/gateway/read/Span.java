package io.fluxrouter.gateway.read;

/** A stretch of the body: from the first byte to the one after the last. */
record Span(int from, int to) {
    int length() {
        return to - from;
    }
}
