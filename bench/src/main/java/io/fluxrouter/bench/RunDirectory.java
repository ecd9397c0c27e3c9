package io.fluxrouter.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where one run keeps its logs and data, which stay for whoever wants to look. */
final class RunDirectory {
    private RunDirectory() {}

    static Path create(PrintStream out) {
        try {
            Path directory = Files.createTempDirectory("fluxrouter-bench");
            out.println("Logs and data of this run: " + directory);
            return directory;
        } catch (IOException diskFull) {
            throw new UncheckedIOException(diskFull);
        }
    }
}
