package io.fluxrouter.billing.journal;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The first bytes of a segment file.
 *
 * @param firstSequence number of its first record; 0 while the file is allocated but unused
 */
record SegmentHeader(int version, long segment, long firstSequence) {
    static final int BYTES = 64;
    static final int VERSION = 1;

    private static final long MAGIC = 0x464C55584A524E4CL; // "FLUXJRNL"
    private static final int CRC_AT = 28;

    static SegmentHeader of(long segment, long firstSequence) {
        return new SegmentHeader(VERSION, segment, firstSequence);
    }

    byte[] encode() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        bytes.putLong(MAGIC).putInt(version).putLong(segment).putLong(firstSequence);
        bytes.putInt(CRC_AT, checksum(bytes.array()));
        return bytes.array();
    }

    /** Empty where the bytes are not a sound header. */
    static Optional<SegmentHeader> decode(byte[] header) {
        ByteBuffer bytes = ByteBuffer.wrap(header);
        if (header.length != BYTES || bytes.getLong() != MAGIC) return Optional.empty();
        if (bytes.getInt(CRC_AT) != checksum(header)) return Optional.empty();
        return Optional.of(new SegmentHeader(bytes.getInt(), bytes.getLong(), bytes.getLong()));
    }

    // All but the sum itself, so that no damaged byte goes unnoticed.
    private static int checksum(byte[] header) {
        CRC32C crc = new CRC32C();
        crc.update(header, 0, CRC_AT);
        crc.update(header, CRC_AT + Integer.BYTES, BYTES - CRC_AT - Integer.BYTES);
        return (int) crc.getValue();
    }
}
