package io.fluxrouter.billing.database;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The user that PostgreSQL runs as: words to put before its command line, and the owner its files
 * must have.
 *
 * <p>PostgreSQL refuses to run as root, and initdb refuses a user without a line in /etc/passwd (as
 * containers with an arbitrary user id have). A <em>user namespace</em> answers both: within it we
 * bear another user's id, outside we stay who we are, so no file changes hands. Where namespaces
 * are forbidden (Docker's default, some hardened kernels), root can become another user for good,
 * and gives that user the files.
 */
record RunAs(List<String> prefix, int owner) {
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(10);

    /** The first way that works here. */
    static RunAs best() throws IOException {
        int self = effectiveUid();
        boolean known = Account.all().stream().anyMatch(account -> account.uid() == self);
        if (self != 0 && known) return asSelf();
        Optional<Account> other = Account.unprivileged();
        if (other.isEmpty()) return asSelf(); // initdb then says what it wants
        RunAs namespace = inNamespace(other.get());
        if (namespace.canRun("true")) return namespace;
        return self == 0 ? switchedTo(other.get()) : asSelf();
    }

    static RunAs asSelf() throws IOException {
        return new RunAs(List.of(), effectiveUid());
    }

    static RunAs inNamespace(Account account) throws IOException {
        return new RunAs(
                List.of(
                        "unshare",
                        "--user",
                        "--map-user=" + account.uid(),
                        "--map-group=" + account.gid(),
                        "--"),
                effectiveUid());
    }

    static RunAs switchedTo(Account account) {
        return new RunAs(
                List.of(
                        "setpriv",
                        "--reuid=" + account.uid(),
                        "--regid=" + account.gid(),
                        "--clear-groups",
                        "--"),
                account.uid());
    }

    /** A process builder that runs the command as this user, with nothing on its standard input. */
    ProcessBuilder builder(List<String> command) {
        var words = new ArrayList<>(prefix);
        words.addAll(command);
        var builder = new ProcessBuilder(words).redirectInput(Path.of("/dev/null").toFile());
        // Settings such as PGPORT, PGDATA or LD_LIBRARY_PATH of the caller must not reach the
        // server.
        String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
        builder.environment().clear();
        builder.environment().put("PATH", path);
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("TZ", "UTC");
        return builder;
    }

    /** Hands a file, or a directory with all in it, to this user, unless it is theirs already. */
    void takeOver(Path root) throws IOException {
        if (ownerOf(root) == owner) return;
        if (effectiveUid() != 0) {
            throw new DatabaseException(
                    "%s belongs to user %d, and FluxRouter runs as user %d"
                            .formatted(root, ownerOf(root), effectiveUid()));
        }
        Files.walkFileTree(root, new OwnerVisitor(owner));
    }

    /** Refuses a directory that this user cannot get at, before PostgreSQL says so less clearly. */
    void requireReachable(Path directory) throws IOException {
        if (prefix.isEmpty() || canRun("test", "-x", directory.toString())) return;
        throw new DatabaseException(
                "PostgreSQL must run without root's rights, and then cannot reach "
                        + directory
                        + ": choose another FLUX_DATA_DIR");
    }

    private boolean canRun(String... command) throws IOException {
        Process process;
        try {
            process =
                    builder(List.of(command))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
        } catch (IOException missingProgram) {
            return false;
        }
        if (!Waiting.until(() -> !process.isAlive(), PROBE_LIMIT)) {
            process.destroyForcibly();
            return false;
        }
        return process.exitValue() == 0;
    }

    static int ownerOf(Path path) throws IOException {
        return (int) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }

    /** From the kernel: Java's own user.name is a name, and may be any. */
    static int effectiveUid() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("Uid:")) return Integer.parseInt(line.split("\\s+", -1)[2]);
        }
        throw new IOException("/proc/self/status names no user");
    }

    private static final class OwnerVisitor extends SimpleFileVisitor<Path> {
        private final int owner;

        OwnerVisitor(int owner) {
            this.owner = owner;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                throws IOException {
            return visitFile(directory, attributes);
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            Files.setAttribute(file, "unix:uid", owner, LinkOption.NOFOLLOW_LINKS);
            return FileVisitResult.CONTINUE;
        }
    }
}
