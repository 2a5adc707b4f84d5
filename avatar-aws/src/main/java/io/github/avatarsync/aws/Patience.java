package io.github.avatarsync.aws;

import java.time.Duration;

/**
 * How long a transfer may take: as long as bytes move, and not for ever.
 *
 * @param stall without any byte
 */
record Patience(Duration stall) {
    static final Patience STANDARD = new Patience(Duration.ofSeconds(30));

    /** Slower than this is given up. A link of 64 KiB/s has four times the time it needs. */
    private static final long SLOWEST_BYTES_PER_SECOND = 16 * 1024;

    /** The system may have taken this much that the other side has not: it moves unseen. */
    private static final long UNSEEN_BYTES = 1024 * 1024;

    private static final Duration SHORTEST_CAP = Duration.ofMinutes(2);

    /** Credentials from Cognito live no longer, so nothing that takes longer could be finished. */
    private static final Duration LONGEST_CAP = Duration.ofHours(1);

    /** How long nothing may move. */
    Duration withoutAByte(long sent, long size) {
        return sent < size ? stall : stall.plusSeconds(Math.min(size, UNSEEN_BYTES) / SLOWEST_BYTES_PER_SECOND);
    }

    /** How long the whole may take. */
    Duration cap(long size) {
        Duration bySize = Duration.ofSeconds(size / SLOWEST_BYTES_PER_SECOND);
        return bySize.compareTo(SHORTEST_CAP) < 0
                ? SHORTEST_CAP
                : bySize.compareTo(LONGEST_CAP) > 0 ? LONGEST_CAP : bySize;
    }
}
