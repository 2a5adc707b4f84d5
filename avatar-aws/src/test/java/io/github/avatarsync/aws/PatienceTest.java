package io.github.avatarsync.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private static final long KIB = 1024;
    private static final long MIB = 1024 * KIB;

    private final Patience patience = Patience.STANDARD;

    @Test
    void eightMebibytesAt64KibibytesPerSecondHaveTheTimeTheyNeed() {
        long size = 8 * MIB;
        Duration needed = Duration.ofSeconds(size / (64 * KIB));
        Duration betweenSlices = Duration.ofMillis(500);

        assertTrue(patience.cap(size).compareTo(needed.multipliedBy(2)) > 0, "the whole");
        assertTrue(patience.withoutAByte(size / 2).compareTo(betweenSlices.multipliedBy(2)) > 0, "a slice");
        Duration unseen = Duration.ofSeconds(MIB / (64 * KIB));
        assertTrue(patience.withoutAByte(size).compareTo(unseen.multipliedBy(2)) > 0, "what the system holds");
    }

    @Test
    void theCapGrowsWithTheSizeBetweenTwoMinutesAndAnHour() {
        assertEquals(Duration.ofMinutes(2), patience.cap(0));
        assertEquals(Duration.ofSeconds(512), patience.cap(8 * MIB));
        assertEquals(Duration.ofHours(1), patience.cap(1024 * MIB));
    }
}
