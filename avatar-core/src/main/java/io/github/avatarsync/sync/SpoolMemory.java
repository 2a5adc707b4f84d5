package io.github.avatarsync.sync;

import java.util.concurrent.Semaphore;

/**
 * The memory in which uploads are kept while they are worked on, over all threads; what finds no room goes to a temporary file.
 *
 * <p>Thread-safe.
 */
public final class SpoolMemory {
    /** Memory is given out in pieces of so many bytes. */
    static final int PIECE = 64 * 1024;

    private static final long MOST = 64L << 20;
    private static final int SHARE_OF_HEAP = 16;

    private final Semaphore pieces;

    /** A sixteenth of the heap, but at most 64 MiB. */
    public SpoolMemory() {
        this(Math.min(MOST, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP));
    }

    /**
     * So much memory, rounded down to whole pieces of 64 KiB.
     *
     * @param bytes 0 or more
     */
    SpoolMemory(long bytes) {
        this.pieces = new Semaphore((int) Math.min(Integer.MAX_VALUE, bytes / PIECE));
    }

    /** Takes a piece; tells if there was one. */
    boolean take() {
        return pieces.tryAcquire();
    }

    void giveBack(int count) {
        pieces.release(count);
    }
}
