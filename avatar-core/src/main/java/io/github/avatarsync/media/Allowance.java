package io.github.avatarsync.media;

import com.sun.management.ThreadMXBean;
import jakarta.annotation.Nullable;
import java.lang.management.ManagementFactory;

/**
 * The memory that a decoder may take for one picture, measured as what its thread allocates. Inspectors bound what a picture
 * holds; this bounds what a decoder builds on its way, such as the tables of a lossless WebP, which a few bytes can make huge. A
 * virtual machine that does not count allocations (every HotSpot does) measures nothing.
 */
final class Allowance {
    /** Ends a decoder from within its own calls; unchecked, as {@link Deadline.Exceeded} is. */
    static final class Exceeded extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Exceeded() {
            super("decoding took too much memory", null, false, false);
        }
    }

    private final long bytes;

    @Nullable
    private final ThreadMXBean threads;

    private final long end;

    /** Starts to count, on the thread that decodes. */
    Allowance(long bytes) {
        this.bytes = bytes;
        this.threads = ManagementFactory.getThreadMXBean() instanceof ThreadMXBean bean
                        && bean.isThreadAllocatedMemorySupported()
                        && bean.isThreadAllocatedMemoryEnabled()
                ? bean
                : null;
        this.end = allocated() + bytes;
    }

    long bytes() {
        return bytes;
    }

    void check() {
        if (allocated() > end) {
            throw new Exceeded();
        }
    }

    private long allocated() {
        return threads == null ? 0 : threads.getCurrentThreadAllocatedBytes();
    }
}
