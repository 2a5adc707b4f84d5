package io.github.avatarsync.media;

import javax.imageio.stream.ImageInputStreamImpl;

/**
 * The only stream that decoders read from: bytes in memory, no cache files, and an end to hostile pictures that make a decoder
 * read past the end for ever, take too long or take too much memory.
 */
final class GuardedStream extends ImageInputStreamImpl {
    /** Reads past the end that a decoder may try; valid pictures cause at most 80. */
    private static final int MAX_READS_PAST_END = 4096;

    /** Reads between two looks at clock and memory. */
    private static final int READS_PER_CHECK = 1024;

    /** Ends a decoder that keeps reading past the end; unchecked, because decoders swallow end-of-file errors. */
    static final class PastEnd extends RuntimeException {
        private static final long serialVersionUID = 1L;

        PastEnd() {
            super("the decoder ran out of bytes", null, false, false);
        }
    }

    private final Parts file;
    private final Deadline deadline;
    private final Allowance allowance;
    private final int metered;
    private int readsPastEnd;
    private int reads;

    /**
     * Starts at the first byte.
     *
     * @param metered while it reads before this place, the decoder may not exceed the allowance
     */
    GuardedStream(Parts file, Deadline deadline, Allowance allowance, int metered) {
        this.file = file;
        this.deadline = deadline;
        this.allowance = allowance;
        this.metered = metered;
    }

    @Override
    public int read() {
        guard();
        bitOffset = 0;
        if (streamPos >= file.size()) {
            return pastEnd();
        }
        return file.at((int) streamPos++) & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        guard();
        bitOffset = 0;
        if (length == 0) {
            return 0;
        }
        if (streamPos >= file.size()) {
            return pastEnd();
        }
        // A short read is allowed, but the JDK's readInt takes one for the end of the file: go on over the seam between
        // parts.
        int count = 0;
        while (count < length && streamPos < file.size()) {
            int read = file.read((int) streamPos, target, offset + count, length - count);
            streamPos += read;
            count += read;
        }
        return count;
    }

    @Override
    public long length() {
        return file.size();
    }

    private void guard() {
        if (++reads % READS_PER_CHECK == 0) {
            deadline.check();
            if (streamPos < metered) {
                allowance.check();
            }
        }
    }

    private int pastEnd() {
        if (++readsPastEnd > MAX_READS_PAST_END) {
            throw new PastEnd();
        }
        return -1;
    }
}
