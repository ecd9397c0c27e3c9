package io.fluxrouter.billing.database;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * The programs of PostgreSQL, carried in a jar on the class path and unpacked once into a directory
 * that many data directories, and many processes, may share.
 */
final class PostgresBinaries {
    private PostgresBinaries() {}

    /**
     * Returns the directory that holds {@code bin/postgres}, unpacking it if it is not there yet.
     *
     * <p>Processes that start together wait for the first; the directory gets its name when it is
     * complete and on disk, so a crash half-way leaves nothing that looks usable.
     */
    static synchronized Path unpackInto(Path parent) throws IOException {
        URL archive = archiveForThisMachine();
        Path home = parent.resolve("postgres-" + identityOf(archive));
        if (Files.isDirectory(home)) return home;
        Files.createDirectories(parent);
        try (var lockFile =
                        FileChannel.open(
                                parent.resolve(".unpacking.lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                var lock = lockFile.lock()) {
            if (lock.isValid() && !Files.isDirectory(home)) unpack(archive, home);
        }
        return home;
    }

    private static void unpack(URL archive, Path home) throws IOException {
        Path unfinished = home.resolveSibling(home.getFileName() + ".unfinished");
        DurableFiles.deleteTree(unfinished);
        Files.createDirectory(unfinished);
        // Other users must reach it: as root, the server runs as one of them.
        Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (InputStream in = archive.openStream()) {
            extract(in, unfinished);
        }
        DurableFiles.rename(unfinished, home);
    }

    /**
     * Extracts an xz-compressed tar archive below {@code root}. An entry that would land elsewhere
     * is refused, and so is a link to anything but a file beside it: a name is checked as text, and
     * a link to a directory would make the text a lie.
     */
    static void extract(InputStream archive, Path root) throws IOException {
        try (var tar =
                new TarArchiveInputStream(
                        new XZCompressorInputStream(new BufferedInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                extract(tar, entry, placeOf(entry, root));
            }
        }
    }

    private static Path placeOf(TarArchiveEntry entry, Path root) throws IOException {
        Path place = root.resolve(entry.getName()).normalize();
        if (!place.startsWith(root)) {
            throw new IOException("the archive has an entry outside of itself: " + entry.getName());
        }
        return place;
    }

    private static void extract(TarArchiveInputStream tar, TarArchiveEntry entry, Path place)
            throws IOException {
        if (entry.isDirectory()) {
            createDirectories(place);
            return;
        }
        createDirectories(place.resolveSibling(""));
        if (entry.isSymbolicLink()) {
            Path target = Path.of(entry.getLinkName());
            if (target.getNameCount() != 1 || target.isAbsolute() || target.startsWith("..")) {
                throw new IOException("the archive has a link that leads away: " + entry.getName());
            }
            Files.createSymbolicLink(place, target);
        } else if (entry.isFile()) {
            Files.copy(tar, place);
            Files.setPosixFilePermissions(place, PosixFilePermissions.fromString(modeOf(entry)));
            DurableFiles.sync(place);
        } else {
            throw new IOException("the archive has an entry of unknown kind: " + entry.getName());
        }
    }

    /** Creates what is missing, readable by all whatever the umask. */
    private static void createDirectories(Path directory) throws IOException {
        if (Files.isDirectory(directory)) return;
        createDirectories(directory.resolveSibling(""));
        Files.createDirectory(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static String modeOf(TarArchiveEntry entry) {
        boolean executable = (entry.getMode() & 0b001_000_000) != 0;
        return executable ? "rwxr-xr-x" : "rw-r--r--";
    }

    private static URL archiveForThisMachine() {
        String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        String name =
                switch (machine) {
                    case "amd64", "x86_64" -> "postgres-linux-x86_64.txz";
                    case "aarch64", "arm64" -> "postgres-linux-arm_64.txz";
                    default -> throw unavailable(machine);
                };
        URL archive = PostgresBinaries.class.getClassLoader().getResource(name);
        if (archive == null) throw unavailable(machine);
        return archive;
    }

    private static DatabaseException unavailable(String machine) {
        return new DatabaseException(
                "there is no embedded PostgreSQL for this machine ("
                        + machine
                        + "): set FLUX_DATABASE_URL to a PostgreSQL of your own");
    }

    /**
     * Tells one build from another. The checksum of the archive, because the jar does not name its
     * version inside and a name outside is lost when jars are merged.
     */
    private static String identityOf(URL archive) throws IOException {
        URLConnection connection = archive.openConnection();
        if (connection instanceof JarURLConnection jar) {
            return "%08x".formatted(jar.getJarEntry().getCrc());
        }
        return Long.toString(connection.getContentLengthLong());
    }
}
