package io.fluxrouter.console.http;

import java.io.IOException;
import java.io.OutputStream;

/** Writes a body that is too long to be held. Runs on a virtual thread and may block. */
@FunctionalInterface
public interface BodyWriter {

    /** An {@link IOException} means that nobody reads any more. */
    void writeTo(OutputStream out) throws IOException;
}
