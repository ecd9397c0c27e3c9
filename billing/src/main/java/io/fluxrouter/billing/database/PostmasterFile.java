package io.fluxrouter.billing.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a running server says of itself in {@code postmaster.pid}. The file outlives a server that
 * was killed, so it is a claim and not a proof.
 */
record PostmasterFile(long pid, boolean ready) {
    static final String NAME = "postmaster.pid";

    // The server fills the file in line by line; the state is the eighth.
    private static final int STATE_LINE = 7;

    /** Empty when there is no file, or the server has not written its first line yet. */
    static Optional<PostmasterFile> read(Path cluster) {
        try {
            List<String> lines = Files.readAllLines(cluster.resolve(NAME));
            if (lines.isEmpty() || !lines.getFirst().strip().matches("\\d+"))
                return Optional.empty();
            boolean ready =
                    lines.size() > STATE_LINE && lines.get(STATE_LINE).strip().equals("ready");
            return Optional.of(new PostmasterFile(Long.parseLong(lines.getFirst().strip()), ready));
        } catch (IOException missingOrHalfWritten) {
            return Optional.empty();
        }
    }
}
