package io.fluxrouter.billing.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The right to write one journal directory. The operating system takes it back from the dead. */
final class DirectoryLock implements Closeable {
    private static final String FILE_NAME = "journal.lock";

    // Within this process the file lock does not help: closing a second channel of the same file
    // would silently give up the first one's lock.
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel channel;

    private DirectoryLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    static DirectoryLock acquire(Path directory) throws IOException {
        Path real = directory.toRealPath();
        if (!HELD.add(real)) throw inUse(real);
        boolean acquired = false;
        try {
            DirectoryLock lock = new DirectoryLock(real, lockFile(real));
            acquired = true;
            return lock;
        } finally {
            if (!acquired) HELD.remove(real);
        }
    }

    private static FileChannel lockFile(Path directory) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        directory.resolve(FILE_NAME),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock != null) return channel; // closing the channel gives the lock back
        channel.close();
        throw inUse(directory);
    }

    private static IOException inUse(Path directory) {
        return new IOException("another process writes the journal in " + directory);
    }

    @Override
    public void close() throws IOException {
        channel.close();
        HELD.remove(directory);
    }
}
