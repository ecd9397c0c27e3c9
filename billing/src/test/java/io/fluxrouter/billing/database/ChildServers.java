package io.fluxrouter.billing.database;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** Ways to start a {@link ChildServer}. */
final class ChildServers {
    private ChildServers() {}

    static ChildServer start(Path dataDirectory) throws IOException {
        return ChildServer.start(
                List.of(),
                System.getProperty("java.class.path"),
                dataDirectory,
                TestPostgres.BINARIES);
    }

    /**
     * Starts one as another user, below a directory that this user owns. The class path is copied
     * there, since a build directory or repository in root's home is closed to others.
     */
    static ChildServer startAs(Account account, Path home) throws IOException {
        var copies = new ArrayList<String>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path source = Path.of(entry);
            if (!Files.exists(source)) continue;
            String name = copies.size() + (Files.isDirectory(source) ? "" : ".jar");
            Path copy = home.resolve("classpath").resolve(name);
            copyTree(source, copy);
            copies.add(copy.toString());
        }
        RunAs other = RunAs.switchedTo(account);
        other.takeOver(home);
        return ChildServer.start(
                other.prefix(),
                String.join(File.pathSeparator, copies),
                home.resolve("data"),
                home.resolve("binaries"));
    }

    /** Copies a directory, or one file. */
    private static void copyTree(Path from, Path to) throws IOException {
        Files.walkFileTree(
                from,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Path copy = to.resolve(from.relativize(file).toString());
                        Files.createDirectories(copy.resolveSibling(""));
                        Files.copy(file, copy);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
