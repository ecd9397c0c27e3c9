package io.fluxrouter.app.crash;

/** One kind of work, done once for each of its steps; each is interrupted at its own step. */
interface Cases {
    /**
     * Puts the obstacle of a round into its place, where that has to be there before the server.
     */
    default void prepare(int round) {}

    /** Begins the case of a round and waits until the server stands at its step. */
    void begin(int round);

    /** The server is dead. */
    default void dead() {}

    /** After the last round: whatever was left alone is to be done now. */
    default void finish() {}

    /** The server is back: what whoever asked would do now. */
    default void goOn(int round) {}
}
