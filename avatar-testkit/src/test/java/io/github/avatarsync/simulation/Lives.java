package io.github.avatarsync.simulation;

import java.time.Duration;
import java.util.Map;

/** Lives in which one kind of trouble is frequent. */
final class Lives {
    private static final Profile SOUND = Profile.EVERYTHING
            .with(Map.of(
                    Act.DAMAGE_RECORD,
                    0,
                    Act.DAMAGE_FILE,
                    0,
                    Act.LOSE_FILE,
                    0,
                    Act.OPEN,
                    0,
                    Act.RETRY,
                    1,
                    Act.NETWORK,
                    1,
                    Act.LOOK_AT_SHARED,
                    0))
            .pausing(0.15, 0.5)
            .small();

    static final Profile FAULTS = SOUND.failing(0.01, 0.25);

    static final Profile CRASHES =
            SOUND.with(Map.of(Act.KILL, 10, Act.UPLOAD, 25)).crashing(0.04);

    static final Profile DELETES = SOUND.with(Map.of(Act.DELETE, 20, Act.RETRY, 10))
            .failing(0.01, 0.25)
            .pausing(0.4, 0.7);

    static final Profile LARGE = Profile.EVERYTHING
            .with(Map.of(Act.DELETE, 20, Act.KILL, 5, Act.DAMAGE_RECORD, 0, Act.LOOK_AT_SHARED, 0))
            .failing(0.01, 0.25);

    static final Profile LATE = SOUND.with(Map.of(Act.DELETE, 20, Act.PASS, 40, Act.WAIT_LONG, 10))
            .failing(0, 0.02)
            .late(0.4);

    static final Profile LATE_AND_SKEWED = LATE.with(Map.of(
                    Act.DELETE,
                    25,
                    Act.PASS,
                    60,
                    Act.WAIT,
                    12,
                    Act.WAIT_LONG,
                    2,
                    Act.WAIT_OUT_SESSIONS,
                    0,
                    Act.WAIT_A_DAY,
                    0))
            .late(0.25)
            .crashing(0.002)
            .skewed(Duration.ofHours(12));

    static final Profile STANDSTILLS = SOUND.with(
                    Map.of(Act.UPLOAD, 25, Act.PASS, 40, Act.DELETE, 2, Act.KILL, 5, Act.CLOSE, 0, Act.SWITCH_USER, 1))
            .failing(0, 0.1)
            .crashing(0.002)
            .pausing(0.4, 1)
            .striking(Strike.DELETE_FOR_GOOD);

    static final Profile RACES =
            SOUND.with(Map.of(Act.UPLOAD_AGAIN, 12, Act.DELETE, 12)).pausing(0.6, 0.4);

    static final Profile SAME_BYTES = SOUND.with(Map.of(Act.UPLOAD_AGAIN, 16, Act.REPLACE, 14, Act.DELETE, 14))
            .failing(0, 0.02);

    static final Profile STRANGERS = SOUND.with(Map.of(Act.SWITCH_USER, 20, Act.UPLOAD, 20));

    static final Profile CLOCKS = SOUND.with(Map.of(Act.SET_CLOCK, 10)).skewed(Duration.ofDays(30));

    static final Profile DAMAGE = SOUND.with(Map.of(Act.DAMAGE_FILE, 6, Act.DAMAGE_RECORD, 4));

    static final Profile POISON = SOUND.with(Map.of(
                    Act.UPLOAD,
                    4,
                    Act.UPLOAD_AGAIN,
                    0,
                    Act.REPLACE,
                    0,
                    Act.DELETE,
                    0,
                    Act.PASS,
                    60,
                    Act.WAIT,
                    60,
                    Act.RETRY,
                    0,
                    Act.WAIT_A_DAY,
                    0))
            .failing(0, 0)
            .crashing(0)
            .lasting(150);

    private Lives() {}
}
