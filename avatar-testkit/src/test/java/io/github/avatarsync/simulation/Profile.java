package io.github.avatarsync.simulation;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What is likely in a run.
 *
 * @param steps how many things are done
 * @param weights how often each
 * @param crashes probability of a crash before, and again after, each call that leaves the process
 * @param localFaults probability that a call to the disk fails or loses its answer
 * @param cloudFaults probability that a call to the network fails or loses its answer
 * @param late probability that a request lands after its sender has given up
 * @param pauses probability that a request waits before it leaves; a tenth of it at each call to the disk
 * @param adversary probability that such a wait is used for the worst
 * @param strikes what that may be
 * @param skew the largest error of a machine's clock
 * @param large whether some files take several requests, and leave something in the bucket in between
 */
record Profile(
        int steps,
        Map<Act, Integer> weights,
        double crashes,
        double localFaults,
        double cloudFaults,
        double late,
        double pauses,
        double adversary,
        List<Strike> strikes,
        Duration skew,
        boolean large) {
    /** A little of everything. */
    static final Profile EVERYTHING = new Profile(
            40,
            weights(Map.ofEntries(
                    Map.entry(Act.UPLOAD, 14),
                    Map.entry(Act.UPLOAD_AGAIN, 6),
                    Map.entry(Act.REPLACE, 6),
                    Map.entry(Act.DELETE, 9),
                    Map.entry(Act.RETRY, 3),
                    Map.entry(Act.OPEN, 4),
                    Map.entry(Act.LIST, 1),
                    Map.entry(Act.PASS, 28),
                    Map.entry(Act.SWEEP_MEDIA, 2),
                    Map.entry(Act.KILL, 2),
                    Map.entry(Act.CLOSE, 2),
                    Map.entry(Act.WAIT, 8),
                    Map.entry(Act.WAIT_LONG, 5),
                    Map.entry(Act.WAIT_OUT_SESSIONS, 4),
                    Map.entry(Act.WAIT_A_DAY, 1),
                    Map.entry(Act.SET_CLOCK, 2),
                    Map.entry(Act.SWITCH_USER, 4),
                    Map.entry(Act.END_SESSIONS, 1),
                    Map.entry(Act.NETWORK, 3),
                    Map.entry(Act.DAMAGE_RECORD, 1),
                    Map.entry(Act.DAMAGE_FILE, 1),
                    Map.entry(Act.LOSE_FILE, 2),
                    Map.entry(Act.LOOK_AT_SHARED, 2))),
            0.01,
            0.01,
            0.06,
            0.1,
            0.25,
            0.5,
            List.of(Strike.values()),
            Duration.ofHours(1),
            true);

    private static Map<Act, Integer> weights(Map<Act, Integer> given) {
        return new EnumMap<>(given);
    }

    /** The same with other weights for some acts. */
    Profile with(Map<Act, Integer> changed) {
        Map<Act, Integer> all = new EnumMap<>(weights);
        all.putAll(changed);
        return new Profile(
                steps, all, crashes, localFaults, cloudFaults, late, pauses, adversary, strikes, skew, large);
    }

    Profile lasting(int longer) {
        return new Profile(
                longer, weights, crashes, localFaults, cloudFaults, late, pauses, adversary, strikes, skew, large);
    }

    Profile crashing(double probability) {
        return new Profile(
                steps, weights, probability, localFaults, cloudFaults, late, pauses, adversary, strikes, skew, large);
    }

    Profile failing(double local, double cloud) {
        return new Profile(steps, weights, crashes, local, cloud, late, pauses, adversary, strikes, skew, large);
    }

    Profile late(double probability) {
        return new Profile(
                steps,
                weights,
                crashes,
                localFaults,
                cloudFaults,
                probability,
                pauses,
                adversary,
                strikes,
                skew,
                large);
    }

    Profile pausing(double probability, double worst) {
        return new Profile(
                steps, weights, crashes, localFaults, cloudFaults, late, probability, worst, strikes, skew, large);
    }

    Profile skewed(Duration most) {
        return new Profile(
                steps, weights, crashes, localFaults, cloudFaults, late, pauses, adversary, strikes, most, large);
    }

    Profile striking(Strike only) {
        return new Profile(
                steps, weights, crashes, localFaults, cloudFaults, late, pauses, adversary, List.of(only), skew, large);
    }

    /** Every file is put with one request. */
    Profile small() {
        return new Profile(
                steps, weights, crashes, localFaults, cloudFaults, late, pauses, adversary, strikes, skew, false);
    }
}
