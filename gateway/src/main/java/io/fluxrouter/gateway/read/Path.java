package io.fluxrouter.gateway.read;

/** Where in the body the reader is, for the name of a field in a refusal. Built only when asked. */
final class Path {
    private static final int NOWHERE = -1;

    private int message = NOWHERE;
    private int part = NOWHERE;

    void enterMessage(int index) {
        message = index;
        part = NOWHERE;
    }

    void enterPart(int index) {
        part = index;
    }

    void leavePart() {
        part = NOWHERE;
    }

    void leaveMessages() {
        enterMessage(NOWHERE);
    }

    /** For example {@code messages[2].content[0]}; empty at the top. */
    String here() {
        if (message == NOWHERE) return "";
        String path = "messages[" + message + "]";
        return part == NOWHERE ? path : path + ".content[" + part + "]";
    }

    String of(String field) {
        String here = here();
        return here.isEmpty() ? field : here + "." + field;
    }
}
