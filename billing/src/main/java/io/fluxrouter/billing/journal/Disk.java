package io.fluxrouter.billing.journal;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
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

    /** Puts the first so many of the bytes at an offset of a file that is mapped into memory. */
    void write(MemorySegment file, long offset, byte[] bytes, int length) throws IOException;

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
        public void write(MemorySegment file, long offset, byte[] bytes, int length)
                throws IOException {
            try {
                MemorySegment.copy(bytes, 0, file, ValueLayout.JAVA_BYTE, offset, length);
            } catch (InternalError refused) {
                // How the JVM tells that the operating system could not give it the page.
                throw new IOException("the disk refused a page of the journal", refused);
            }
        }

        @Override
        public void force(FileChannel file) throws IOException {
            file.force(false);
        }
    }
}
