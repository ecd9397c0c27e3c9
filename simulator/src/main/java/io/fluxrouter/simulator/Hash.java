package io.fluxrouter.simulator;

/** A 64-bit rolling hash, for choosing and comparing, not for security. */
final class Hash {
    // The 64-bit FNV-1a offset and prime.
    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private Hash() {}

    static long of(String text) {
        long hash = OFFSET;
        for (int i = 0; i < text.length(); i++) hash = add(hash, text.charAt(i));
        return hash;
    }

    static long of(int[] numbers) {
        long hash = OFFSET;
        for (int number : numbers) hash = add(hash, number);
        return hash;
    }

    static long add(long hash, long number) {
        return (hash ^ number) * PRIME;
    }

    /** Spreads every bit over all others, as SplitMix64 finishes. */
    static long mix(long hash) {
        long mixed = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
