package io.github.avatarsync.testkit;

import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The times and claims that the tests of stores share. */
final class Claims {
    /** Where their time begins. */
    static final Instant NOON = SampleRecords.NOON;

    /** When they claim: every sample is due by then. */
    static final Instant LATE = NOON.plus(Duration.ofHours(1));

    /** How long their claims hold. */
    static final Duration LEASE = Duration.ofSeconds(90);

    private Claims() {}

    static Claim claim(int limit) {
        return new Claim(LATE, LEASE, limit, Claim.Owners.all());
    }

    static Claim claim(Claim.Owners owners) {
        return new Claim(LATE, LEASE, 100, owners);
    }

    static List<String> owners(List<AvatarRecord> records) {
        return records.stream().map(record -> record.owner().value()).toList();
    }
}
