package io.fluxrouter.simulator;

/**
 * The timing of replies. All delays are zero by default: a reply is then written as fast as the
 * reader takes it.
 *
 * @param firstByteMillis wait between the request and the first byte of the reply
 * @param perChunkMillis wait between two events of a stream
 * @param jitterMillis each wait is longer by a pseudo-random time of zero up to this
 * @param chunks the number of text events in a stream; zero means one per token
 */
public record Pace(long firstByteMillis, long perChunkMillis, long jitterMillis, int chunks) {
    public static final Pace INSTANT = new Pace(0, 0, 0, 0);

    public Pace {
        if (firstByteMillis < 0 || perChunkMillis < 0 || jitterMillis < 0 || chunks < 0) {
            throw new IllegalArgumentException("a pace has no negative parts");
        }
    }

    /** A pace whose first event comes after the first delay and the rest one delay apart. */
    public static Pace of(long firstByteMillis, long perChunkMillis) {
        return new Pace(firstByteMillis, perChunkMillis, 0, 0);
    }

    public Pace withChunks(int count) {
        return new Pace(firstByteMillis, perChunkMillis, jitterMillis, count);
    }

    public Pace withJitterMillis(long millis) {
        return new Pace(firstByteMillis, perChunkMillis, millis, chunks);
    }
}
