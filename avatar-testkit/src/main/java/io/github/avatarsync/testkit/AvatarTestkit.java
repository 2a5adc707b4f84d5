package io.github.avatarsync.testkit;

import io.github.avatarsync.AvatarSync;
import io.github.avatarsync.MediaRules;
import io.github.avatarsync.OwnerId;
import jakarta.annotation.Nonnull;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.function.Consumer;

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
 * <p>Nothing happens in the background: work is done by {@link #syncUntilIdle()} and {@link #advance}, on the calling thread, and so
 * are listeners and futures called. Time is {@link #clock()}; nobody ever sleeps. Ids and jitter come from a fixed seed. Thumbnails
 * have 16 pixels, so that a test runs in milliseconds. What goes wrong is scripted with {@link Fault} on the fakes; {@link
 * #timeline()} tells what happened, in order. What each fake does not imitate is said in its own Javadoc; the kit as a whole does
 * not imitate concurrency, crashes of the process and the time that things take.
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
    private final AvatarSync sync;

    private AvatarTestkit(Consumer<AvatarSync.Builder> host) {
        for (Fake fake : new Fake[] {store, media, cloud, credentials}) {
            fake.reportTo(timeline::add);
        }
        AvatarSync.Builder builder = AvatarSync.builder()
                .store(store)
                .media(media)
                .cloud(cloud, credentials)
                .rules(MediaRules.builder().thumbnailSizes(THUMBNAIL).build())
                .listener(events)
                .clock(clock)
                .random(new Random(SEED))
                .workOn(Runnable::run)
                .callbacksOn(Runnable::run)
                .background(false);
        host.accept(builder);
        sync = builder.open();
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
     * @param host changes what the kit has set: rules, keys, a listener (which takes the place of {@link #events()})
     * @return to be closed at the end of the test
     */
    @Nonnull
    public static AvatarTestkit start(@Nonnull Consumer<AvatarSync.Builder> host) {
        return new AvatarTestkit(host);
    }

    /**
     * The library, for the application under test.
     *
     * @return the same at each call
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
     * Lets time pass, and does what becomes due on the way.
     *
     * @param by how much; zero does what is due now
     */
    public void advance(@Nonnull Duration by) {
        Instant end = clock.instant().plus(by);
        for (int passes = 0; passes < MOST_PASSES; passes++) {
            Instant next = sync.runOnce().nextDue().orElse(Instant.MAX);
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
            if (sync.drain(Duration.ZERO)) {
                return;
            }
            Instant next = sync.runOnce().nextDue().orElse(Instant.MAX);
            if (next.isAfter(limit)) {
                throw stuck("nothing more can be done within " + PATIENCE);
            }
            skipTo(next);
        }
        throw stuck("after " + MOST_PASSES + " passes it was still " + clock.instant());
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

    /** Closes the library: futures that are still open fail. */
    @Override
    public void close() {
        sync.close();
    }
}
