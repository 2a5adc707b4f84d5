package io.github.avatarsync;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as records keep them. */
final class Times {
    private Times() {}

    /** Cuts to milliseconds, because databases keep no more and a record must come back equal. */
    static Instant toMillis(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS);
    }
}
