package io.github.avatarsync.testkit;

import io.github.avatarsync.AvatarListener;
import io.github.avatarsync.AvatarStore;
import io.github.avatarsync.AvatarSync;
import io.github.avatarsync.CloudStorage;
import io.github.avatarsync.CredentialsSource;
import io.github.avatarsync.MediaRules;
import io.github.avatarsync.MediaStore;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Pass;
import jakarta.annotation.Nonnull;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Everything a test of an application with avatars needs: the real library over fakes, on one thread, with time that stands still.
 *
 * <pre>{@code
 * try (AvatarTestkit kit = AvatarTestkit.start()) {
 *     ProfilePage page = new ProfilePage(kit.sync(), kit.signIn("anna"));
 *     page.changePicture(SampleImages.png(64, 64));
 *     kit.syncUntilIdle();
 *     assertTrue(page.html().contains("in the cloud"));
 * }
 * }</pre>
 *
 * <p>With JUnit, {@link AvatarTestkitExtension} starts and closes it and hands it to the test.
 *
 * <p>Nothing happens in the background: work is done by {@link #syncUntilIdle()} and {@link #advance}, on the calling thread, and so
 * are listeners and futures called. Time is {@link #clock()}; nobody ever sleeps. Ids and jitter come from a fixed seed. Thumbnails
 * have 16 pixels, so that a test runs in milliseconds. What goes wrong is scripted with {@link Fault} on the fakes; {@link
 * #timeline()} tells what happened, in order. {@link #restart()} is the crash of the process and its next start on the same data,
 * {@link #crashBefore()} and {@link #crashAfter()} put the crash at a call.
 *
 * <p>What each fake does not imitate is said in its own Javadoc. The kit as a whole does not imitate concurrency, the time that
 * things take, and the loss of what was not flushed to a disk.
 *
 * <p>For one test and one thread.
 */
public final class AvatarTestkit implements AutoCloseable {
    /** How far {@link #syncUntilIdle()} skips ahead before it gives up. */
    private static final Duration PATIENCE = Duration.ofDays(1);

    /** No honest day has more passes: the longest row of attempts is one every 10 seconds. */
    private static final int MOST_PASSES = 10_000;

    private static final int THUMBNAIL = 16;
    private static final long SEED = 7;

    private final ManualClock clock = new ManualClock();
    private final Timeline timeline = new Timeline(clock);
    private final InMemoryAvatarStore store = new InMemoryAvatarStore();
    private final InMemoryMediaStore media = new InMemoryMediaStore(clock);
    private final InMemoryCloudStorage cloud = new InMemoryCloudStorage(clock);
    private final FakeCredentialsSource credentials = new FakeCredentialsSource(cloud, clock);
    private final RecordingListener events = new RecordingListener(timeline::add);
    private final Random random = new Random(SEED);
    private final Consumer<AvatarSync.Builder> host;
    private final List<AvatarSync> crashed = new ArrayList<>();
    private Lifetime lifetime = new Lifetime();
    private AvatarSync sync;

    private AvatarTestkit(Consumer<AvatarSync.Builder> host) {
        this.host = host;
        for (Fake fake : fakes()) {
            fake.reportTo(timeline::add);
        }
        sync = open();
    }

    private AvatarSync open() {
        AvatarSync.Builder builder = AvatarSync.builder()
                .store(lifetime.bound(AvatarStore.class, store))
                .media(lifetime.bound(MediaStore.class, media))
                .cloud(lifetime.bound(CloudStorage.class, cloud), lifetime.bound(CredentialsSource.class, credentials))
                .rules(MediaRules.builder().thumbnailSizes(THUMBNAIL).build())
                .listener(lifetime.bound(AvatarListener.class, events))
                .clock(clock)
                .random(random)
                .workOn(Runnable::run)
                .callbacksOn(Runnable::run)
                .background(false);
        host.accept(builder);
        return builder.open();
    }

    private List<Fake> fakes() {
        return List.of(store, media, cloud, credentials);
    }

    /**
     * Starts a kit: nobody is signed in, nothing is stored, the cloud can be reached.
     *
     * @return to be closed at the end of the test
     */
    @Nonnull
    public static AvatarTestkit start() {
        return start(builder -> {});
    }

    /**
     * Starts a kit with the application's own configuration.
     *
     * @param host changes what the kit has set: rules, keys, a listener (which takes the place of {@link #events()}), work in the
     *     background; called again by {@link #restart()}
     * @return to be closed at the end of the test
     */
    @Nonnull
    public static AvatarTestkit start(@Nonnull Consumer<AvatarSync.Builder> host) {
        return new AvatarTestkit(host);
    }

    /**
     * The library, for the application under test.
     *
     * @return the same until {@link #restart()}
     */
    @Nonnull
    public AvatarSync sync() {
        return sync;
    }

    /**
     * The records.
     *
     * @return the fake that {@link #sync()} uses
     */
    @Nonnull
    public InMemoryAvatarStore store() {
        return store;
    }

    /**
     * The local files.
     *
     * @return the fake that {@link #sync()} uses
     */
    @Nonnull
    public InMemoryMediaStore media() {
        return media;
    }

    /**
     * The bucket.
     *
     * @return the fake that {@link #sync()} uses
     */
    @Nonnull
    public InMemoryCloudStorage cloud() {
        return cloud;
    }

    /**
     * Who is signed in.
     *
     * @return the fake that {@link #sync()} uses
     */
    @Nonnull
    public FakeCredentialsSource credentials() {
        return credentials;
    }

    /**
     * The time of this machine and of the cloud. Moving it does no work; {@link #advance} does both.
     *
     * @return at {@link ManualClock#START} first
     */
    @Nonnull
    public ManualClock clock() {
        return clock;
    }

    /**
     * What the library told its listener.
     *
     * @return empty if the host set a listener of its own
     */
    @Nonnull
    public RecordingListener events() {
        return events;
    }

    /**
     * What happened, in order: calls to the fakes, faults, events, moves of the clock by the kit.
     *
     * @return to be printed when a test fails
     */
    @Nonnull
    public Timeline timeline() {
        return timeline;
    }

    /**
     * Signs a user in, beside those who are, as an application does: the library is told.
     *
     * @param name the owner's id
     * @return the owner
     */
    @Nonnull
    public OwnerId signIn(@Nonnull String name) {
        OwnerId owner = OwnerId.of(name);
        timeline.add("sign-in of " + owner);
        credentials.signIn(owner);
        sync.signedIn(owner);
        return owner;
    }

    /**
     * Signs a user out, as an application does: the library is told.
     *
     * @param owner who
     */
    public void signOut(@Nonnull OwnerId owner) {
        timeline.add("sign-out of " + owner);
        credentials.signOut(owner);
        sync.signedOut(owner);
    }

    /** Cuts the network to bucket and credentials. */
    public void goOffline() {
        timeline.add("offline");
        cloud.offline();
        credentials.offline();
    }

    /** Joins the network again; the library is told. */
    public void goOnline() {
        timeline.add("online");
        cloud.online();
        credentials.online();
        sync.networkChanged();
    }

    /**
     * Crashes the process and starts it again on the same records, files, bucket and users. Nothing is closed, given back or
     * written down; what is left of the dead process, a pass under way included, reaches nothing any more: it gets a {@link
     * Crash}. Ports that the host has set itself are shared with the dead process without that protection.
     *
     * @return what {@link #sync()} is from now on
     */
    @Nonnull
    public AvatarSync restart() {
        timeline.add("crash and restart");
        lifetime.end();
        crashed.add(sync);
        lifetime = new Lifetime();
        sync = open();
        return sync;
    }

    /**
     * A fault for {@link Fake#script}: the process crashes and restarts instead of making the call.
     *
     * @return strikes at any call unless narrowed; the caller gets a {@link Crash}
     */
    @Nonnull
    public Fault crashBefore() {
        return Fault.crash(this::restart, false);
    }

    /**
     * A fault for {@link Fake#script}: the process crashes and restarts once the call has taken effect, before it sees the answer.
     *
     * @return strikes at any call unless narrowed; the caller gets a {@link Crash}
     */
    @Nonnull
    public Fault crashAfter() {
        return Fault.crash(this::restart, true);
    }

    /** What code of a process gets that has crashed: nothing it calls happens any more, and nothing catches it. */
    public static final class Crash extends Error {
        private static final long serialVersionUID = 1;

        Crash() {
            super("the process of this AvatarSync has crashed; AvatarTestkit.sync() is the one that runs now");
        }
    }

    /**
     * Lets time pass, and does what becomes due on the way.
     *
     * @param by how much; zero does what is due now
     */
    public void advance(@Nonnull Duration by) {
        Instant end = clock.instant().plus(by);
        for (int passes = 0; passes < MOST_PASSES; passes++) {
            Instant next = pass().nextDue().orElse(Instant.MAX);
            if (!clock.instant().isBefore(end)) {
                return;
            }
            skipTo(next.isAfter(end) ? end : next);
        }
        throw stuck("after " + MOST_PASSES + " passes it was still " + clock.instant());
    }

    /**
     * Works, skipping the time in between, until nothing is pending: every avatar is in the cloud, blocked or deleted.
     *
     * @throws AssertionError with the timeline, if something is still pending after a day: offline, signed out, or a fault without
     *     end; use {@link #advance} where that is what the test is about
     */
    public void syncUntilIdle() {
        Instant limit = clock.instant().plus(PATIENCE);
        for (int passes = 0; passes < MOST_PASSES; passes++) {
            AvatarSync running = sync;
            if (unlessItCrashes(() -> running.drain(Duration.ZERO), false)) {
                return;
            }
            Instant next = pass().nextDue().orElse(Instant.MAX);
            if (next.isAfter(limit)) {
                throw stuck("nothing more can be done within " + PATIENCE);
            }
            skipTo(next);
        }
        throw stuck("after " + MOST_PASSES + " passes it was still " + clock.instant());
    }

    private Pass pass() {
        return unlessItCrashes(sync::runOnce, new Pass(0, 0, Optional.of(clock.instant())));
    }

    private <T> T unlessItCrashes(Supplier<T> work, T otherwise) {
        AvatarSync running = sync;
        try {
            return work.get();
        } catch (Crash crash) {
            if (running == sync) {
                throw crash;
            }
            return otherwise;
        }
    }

    /** Never stands still: what is due already and could not be done waits for the clock. */
    private void skipTo(Instant time) {
        Instant now = clock.instant();
        clock.set(time.isAfter(now) ? time : now.plusMillis(1));
        timeline.add("time passed: " + Duration.between(now, clock.instant()));
    }

    private AssertionError stuck(String why) {
        return new AssertionError(why + ", and " + sync.status() + "; what happened:\n" + timeline);
    }

    /**
     * Makes sure that every scripted fault struck: a test with faults that nothing ever met did not test what it meant to. A fault
     * that need not strike says so with {@link Fault#optional()}; {@link Fake#heal()} forgets what is still to come.
     *
     * @throws AssertionError naming those that did not strike
     */
    public void assertFaultsReached() {
        List<String> unreached = fakes().stream()
                .flatMap(fake ->
                        fake.unreached().stream().map(fault -> fake.getClass().getSimpleName() + ": " + fault))
                .toList();
        if (!unreached.isEmpty()) {
            throw new AssertionError("scripted faults that never struck:\n  " + String.join("\n  ", unreached)
                    + "\nNo call fitted them. Fault.optional() is for those that need not strike.");
        }
    }

    /** Closes the library: futures that are still open fail. */
    @Override
    public void close() {
        sync.close();
        crashed.forEach(dead -> {
            try {
                dead.close();
            } catch (Crash stillDead) {
                // Its threads have ended, and that was all.
            }
        });
    }
}
