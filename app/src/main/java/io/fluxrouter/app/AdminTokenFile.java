package io.fluxrouter.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The operator's token where none was set: made once and kept in the data directory, readable by
 * its owner only.
 */
final class AdminTokenFile {
    private static final String NAME = "admin.token";

    private AdminTokenFile() {}

    static String readOrCreate(Path dataDirectory) {
        Path file = path(dataDirectory);
        try {
            if (Files.exists(file)) return Files.readString(file).strip();
            Files.createDirectories(dataDirectory);
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            String token = newToken();
            Files.writeString(file, token + System.lineSeparator());
            return token;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static Path path(Path dataDirectory) {
        return dataDirectory.resolve(NAME);
    }

    private static String newToken() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return "flux-admin-" + HexFormat.of().formatHex(random);
    }
}
