package io.fluxrouter.billing.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The three operations that a disk may refuse. A seam, so that tests can refuse them. */
interface Disk {

    /**
     * Makes a file of a header and zeros that really occupies its blocks, and waits until they are
     * on disk.
     */
    void allocate(Path file, byte[] header, long bytes) throws IOException;

    /** Writes at the file's own position. */
    void write(RandomAccessFile file, byte[] bytes, int length) throws IOException;

    /** Waits until the file's contents are on disk. */
    void force(FileChannel file) throws IOException;

    /** The operating system's. */
    final class Real implements Disk {
        private static final int BLOCK_BYTES = 64 << 10;

        @Override
        public void allocate(Path file, byte[] header, long bytes) throws IOException {
            try (FileChannel channel =
                    FileChannel.open(
                            file,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE)) {
                // Setting the length would make a hole, and a write into a hole can run out of
                // space.
                ByteBuffer zeros = ByteBuffer.allocate(BLOCK_BYTES);
                long left = bytes - channel.write(ByteBuffer.wrap(header));
                while (left > 0) {
                    zeros.clear().limit((int) Math.min(left, BLOCK_BYTES));
                    left -= channel.write(zeros);
                }
                channel.force(true);
            }
        }

        @Override
        public void write(RandomAccessFile file, byte[] bytes, int length) throws IOException {
            file.write(bytes, 0, length);
        }

        @Override
        public void force(FileChannel file) throws IOException {
            file.force(false);
        }
    }
}
