package io.fluxrouter.billing.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The right of one process, and one owner in it, to use a data directory. The kernel takes it back
 * when the process dies, however it dies. Thread-safe.
 */
final class DataDirectoryLock implements AutoCloseable {
    // Kept apart from the file lock: closing any channel of a locked file would drop the lock of
    // the
    // whole process, so a second attempt here must not even open the file.
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel channel;

    private DataDirectoryLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /** Takes the lock of a directory, given as its real path. Does not wait for another owner. */
    static DataDirectoryLock take(Path directory) throws IOException {
        if (!HELD.add(directory)) throw inUse(directory);
        FileChannel locked = null;
        try {
            locked = openLocked(directory.resolve("lock"));
        } finally {
            if (locked == null) HELD.remove(directory);
        }
        if (locked == null) throw inUse(directory);
        return new DataDirectoryLock(directory, locked);
    }

    private static @Nullable FileChannel openLocked(Path file) throws IOException {
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            locked = channel.tryLock() != null;
            return locked ? channel : null;
        } finally {
            if (!locked) channel.close();
        }
    }

    private static DatabaseException inUse(Path directory) {
        return new DatabaseException(
                "the data directory " + directory + " is in use by another FluxRouter");
    }

    boolean isHeld() {
        return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        if (!channel.isOpen()) return; // the directory may be another owner's by now
        try {
            channel.close();
        } finally {
            HELD.remove(directory);
        }
    }
}
