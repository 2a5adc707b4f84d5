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

    /** The system, or a proxy close by, may have taken this much that the other side has not: it moves unseen. */
    private static final long UNSEEN_BYTES = 8 * 1024 * 1024;

    /** How much of what moves unseen is given as much time as a stall: at 30 seconds, 32 KiB/s. */
    private static final long UNSEEN_BYTES_PER_STALL = 960 * 1024;

    private static final Duration SHORTEST_CAP = Duration.ofMinutes(2);

    /** Credentials from Cognito live no longer, so nothing that takes longer could be finished. */
    private static final Duration LONGEST_CAP = Duration.ofHours(1);

    /** How long nothing may move after so many bytes were handed over. */
    Duration withoutAByte(long sent) {
        return stall.plus(stall.multipliedBy(Math.min(sent, UNSEEN_BYTES)).dividedBy(UNSEEN_BYTES_PER_STALL));
    }

    /** How long the whole may take. */
    Duration cap(long size) {
        Duration bySize = Duration.ofSeconds(size / SLOWEST_BYTES_PER_SECOND);
        return bySize.compareTo(SHORTEST_CAP) < 0
                ? SHORTEST_CAP
                : bySize.compareTo(LONGEST_CAP) > 0 ? LONGEST_CAP : bySize;
    }
}
