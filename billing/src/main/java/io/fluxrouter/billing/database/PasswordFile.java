package io.fluxrouter.billing.database;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** A random password in a file that only its owner can read. */
final class PasswordFile {
    private static final int RANDOM_BYTES = 24;

    private PasswordFile() {}

    /** Reads the password, making one first if there is no file. */
    static String readOrCreate(Path file) throws IOException {
        if (!Files.exists(file)) create(file);
        return Files.readString(file, US_ASCII).strip();
    }

    private static void create(Path file) throws IOException {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        Files.deleteIfExists(unfinished);
        // Created closed: between creation and a later chmod anybody could open it.
        Files.createFile(
                unfinished,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                unfinished, Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n");
        DurableFiles.sync(unfinished);
        DurableFiles.rename(unfinished, file);
    }
}
