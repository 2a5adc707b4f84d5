package io.github.avatarsync.aws;

import io.github.avatarsync.Avatar;
import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.AvatarSource;
import io.github.avatarsync.AvatarState;
import io.github.avatarsync.AvatarSync;
import io.github.avatarsync.Blocked;
import io.github.avatarsync.CloudStorage;
import io.github.avatarsync.CredentialsSource;
import io.github.avatarsync.GateState;
import io.github.avatarsync.MediaRules;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.testkit.InMemoryAvatarStore;
import io.github.avatarsync.testkit.InMemoryMediaStore;
import io.github.avatarsync.testkit.ManualClock;
import io.github.avatarsync.testkit.SampleImages;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** What the engine does about a failure: seen from outside, after one pass with one avatar. */
enum Reaction {
    /** One failure is counted, the avatar comes again later, the others go on. */
    BACKS_OFF,
    /** As {@link #BACKS_OFF}, and everything slows down. */
    SLOWS_DOWN,
    /** Nothing is counted, everything waits for the network. */
    WAITS_FOR_THE_NETWORK,
    /** Fresh credentials were asked for; they did not help, so the owner waits for a sign-in. Nothing is counted. */
    REFRESHES_THEN_PARKS,
    /** The owner waits for a sign-in. Nothing is counted. */
    PARKS,
    /** The avatar waits for a person. */
    BLOCKS,
    /** Something else. */
    UNKNOWN;

    /** How it was seen: a reaction, and for {@link #BLOCKS} the reason. */
    record Seen(Reaction reaction, Object reason) {
        @Override
        public String toString() {
            return reaction + (reaction == BLOCKS ? "(" + reason + ")" : "");
        }
    }

    static Seen of(CloudStorage cloud, CredentialsSource credentials) {
        ManualClock clock = new ManualClock(Instant.now());
        InMemoryAvatarStore store = new InMemoryAvatarStore();
        AtomicInteger sessions = new AtomicInteger();
        CredentialsSource counted = (owner, rejected) -> {
            sessions.incrementAndGet();
            return credentials.session(owner, rejected);
        };
        try (AvatarSync sync = AvatarSync.builder()
                .store(store)
                .media(new InMemoryMediaStore(clock))
                .cloud(cloud, counted)
                .rules(MediaRules.builder().thumbnailSizes(16).build())
                .clock(clock)
                .random(new Random(7))
                .workOn(Runnable::run)
                .callbacksOn(Runnable::run)
                .background(false)
                .open()) {
            Avatar avatar = sync.of(OwnerId.of("ann")).upload(AvatarSource.bytes(SampleImages.png(20, 20)));
            Instant parkedUntil = sync.runOnce().nextDue().orElse(Instant.MAX);
            AvatarRecord record = store.find(avatar.id()).orElseThrow();
            boolean waits = parkedUntil.isAfter(clock.instant());
            return new Seen(
                    seen(record, sync.status().gate(), sessions.get(), waits),
                    record.blocked().map(Blocked::reason).orElse(null));
        }
    }

    private static Reaction seen(AvatarRecord record, GateState gate, int sessions, boolean waits) {
        if (record.state() == AvatarState.BLOCKED) {
            return BLOCKS;
        }
        if (record.state() != AvatarState.PENDING || !waits) {
            return UNKNOWN;
        }
        if (gate == GateState.ONLINE) {
            return record.failures() == 1 ? BACKS_OFF : sessions == 2 ? REFRESHES_THEN_PARKS : PARKS;
        }
        if (gate == GateState.THROTTLED) {
            return record.failures() == 1 ? SLOWS_DOWN : UNKNOWN;
        }
        return record.failures() == 0 ? WAITS_FOR_THE_NETWORK : UNKNOWN;
    }
}
