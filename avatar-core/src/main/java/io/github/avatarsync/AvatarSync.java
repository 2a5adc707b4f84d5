package io.github.avatarsync;

import io.github.avatarsync.media.Intake;
import io.github.avatarsync.store.DirectoryMediaStore;
import io.github.avatarsync.store.FileAvatarStore;
import io.github.avatarsync.sync.Deletion;
import io.github.avatarsync.sync.Engine;
import io.github.avatarsync.sync.EngineParts;
import io.github.avatarsync.sync.SharedFolder;
import jakarta.annotation.Nonnull;
import jakarta.annotation.Nullable;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Avatars that look after themselves: accepted locally at once, carried to each owner's own folder in the cloud in the background.
 *
 * <p>One per application, made by {@link #builder()} and closed at its end; thread-safe. {@link #of} is an owner's door; the
 * methods here are about the life cycle.
 *
 * <pre>{@code
 * AvatarSync sync = AvatarSync.builder().directory(dir).cloud(storage, credentials).open();
 * Avatar avatar = sync.of(OwnerId.of("user-42")).upload(AvatarSource.file(photo));
 * }</pre>
 */
public final class AvatarSync implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AvatarSync.class);

    private final AvatarStore store;
    private final MediaStore media;
    private final Clock clock;
    private final Uploads uploads;
    private final Deletion deletion;
    private final Waiters waiters;
    private final Announcer announcer;
    private final Threads threads;

    @Nullable
    private final CloudStorage cloud;

    @Nullable
    private final Engine engine;

    @Nullable
    private final SystemShelf shelf;

    private volatile boolean closed;

    private AvatarSync(Builder builder, AvatarStore store, MediaStore media) {
        this.store = store;
        this.media = media;
        this.clock = builder.clock;
        this.cloud = builder.cloud;
        this.threads = new Threads(builder.work, builder.callbacks, builder.concurrency);
        this.uploads = new Uploads(
                store, media, new Intake(builder.rules, builder.scanner, builder.posters), clock, builder.random);
        this.deletion = new Deletion(store, clock);
        this.waiters = new Waiters(store);
        this.announcer = new Announcer(builder.listener, builder.metrics, clock, threads.callbacks(), waiters);
        this.engine = builder.cloud == null || builder.credentials == null
                ? null
                : engine(builder, builder.cloud, builder.credentials);
        this.shelf = engine == null ? null : builder.shelf(engine.shared());
        if (engine == null) {
            log.info("no cloud is configured, cloud(…) was not called: avatars are kept on this machine only");
        } else if (builder.background) {
            engine.startBackground();
        }
    }

    private Engine engine(Builder builder, CloudStorage to, CredentialsSource credentials) {
        return new Engine(new EngineParts(
                store,
                media,
                to,
                credentials,
                builder.keys,
                clock,
                builder.random,
                threads.work(),
                builder.concurrency,
                announcer));
    }

    /**
     * Starts the configuration.
     *
     * @return a builder; {@link Builder#open()} makes the library
     */
    @Nonnull
    public static Builder builder() {
        return new Builder();
    }

    /**
     * An owner's door.
     *
     * @param owner whose avatars
     * @return cheap; need not be kept
     */
    @Nonnull
    public Avatars of(@Nonnull OwnerId owner) {
        return new OwnerAvatars(this, Objects.requireNonNull(owner, "owner"));
    }

    /**
     * The pictures that the application offers to everybody.
     *
     * @param owner who looks at them; with their session they are read
     * @return cheap; need not be kept
     */
    @Nonnull
    public SystemAvatars system(@Nonnull OwnerId owner) {
        return new OwnerSystemAvatars(this, Objects.requireNonNull(owner, "owner"), shelf);
    }

    /**
     * Works off what is due now and waits for it. Plans on the calling thread and runs its steps on the work executor, so it must
     * not be called on a thread of that executor.
     *
     * @return what was done, and when there is work again
     * @throws AvatarStoreException if the store cannot be read
     */
    @Nonnull
    public Pass runOnce() {
        ensureOpen();
        return engine == null ? new Pass(0, 0, Optional.empty()) : engine.runOnce();
    }

    /**
     * Runs passes until nothing is pending; what is blocked, or waits for the second sweep of a delete, does not count.
     *
     * @param limit how long at most, in real time
     * @return false if something was still pending at the limit; also at once if no cloud is configured and something is
     * @throws AvatarStoreException if the store cannot be read
     */
    public boolean drain(@Nonnull Duration limit) {
        ensureOpen();
        if (engine == null) {
            return store.list(Filter.of(AvatarState.PENDING), 1, null).isEmpty();
        }
        return engine.drain(limit);
    }

    /**
     * How the sync stands.
     *
     * @return counted now, over all owners
     * @throws AvatarStoreException if the store cannot be read
     */
    @Nonnull
    public Status status() {
        return new Status(
                store.count(Filter.of(AvatarState.PENDING)),
                store.count(Filter.of(AvatarState.BLOCKED)),
                engine == null ? GateState.LOCAL_ONLY : engine.gate());
    }

    /**
     * Avatars that need a person, of all owners, for operators.
     *
     * @param limit most items, 1 or more
     * @return newest first
     * @throws AvatarStoreException if the store cannot be read
     */
    @Nonnull
    public List<Avatar> blocked(int limit) {
        return store.list(Filter.of(AvatarState.BLOCKED), limit, null).stream()
                .map(AvatarRecord::avatar)
                .toList();
    }

    /**
     * Tells that an owner signed in: what waits for it goes on at once.
     *
     * @param owner who
     */
    public void signedIn(@Nonnull OwnerId owner) {
        engine().ifPresent(e -> e.signedIn(owner));
    }

    /**
     * Tells that an owner signed out: transfers stop, the session is forgotten, what is left waits for the next sign-in.
     *
     * @param owner who
     */
    public void signedOut(@Nonnull OwnerId owner) {
        engine().ifPresent(e -> e.signedOut(owner));
    }

    /** Tells that the network may be back: what waits for it is tried at once. */
    public void networkChanged() {
        engine().ifPresent(Engine::networkChanged);
    }

    /**
     * Tells that a transaction of the host was committed, which an upload or a delete had joined: what it wrote is looked for at once.
     * Without this call it is found within half a minute. Cheap; does nothing more if nothing is due.
     */
    public void wake() {
        engine().ifPresent(Engine::wake);
    }

    /**
     * Stops: transfers are given up (they go on after the next start), futures complete exceptionally, threads that the library made
     * end. Takes 10 seconds at most. Executors of the host are left alone.
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        engine().ifPresent(Engine::close);
        announcer.close();
        threads.close();
    }

    void ensureOpen() {
        if (closed) {
            throw new IllegalStateException("this AvatarSync is closed; open another");
        }
    }

    /** After a delete was written down: the transfer stops, the local bytes go, the cloud's turn comes. */
    void deleted(AvatarRecord tombstone) {
        engine().ifPresent(e -> e.cancel(tombstone.id()));
        threads.workOrHere(() -> removeBytes(tombstone.id()));
        announcer.changed(tombstone);
        if (tombstone.binding().isEmpty()) {
            announcer.deleted(tombstone);
        }
        wake();
    }

    /** Not on the caller's thread, and only once the store shows it: a host's transaction may still be rolled back. */
    private void removeBytes(AvatarId id) {
        try {
            if (store.find(id).map(r -> r.goal() == Goal.DELETE).orElse(true)) {
                media.delete(id);
            }
        } catch (AvatarStoreException e) {
            log.warn("the local files of deleted avatar {} stay for now: {}", id, e.getMessage());
        }
    }

    Optional<AvatarUrl> cloudUrl(OwnerId owner, String key) {
        if (cloud == null || engine == null) {
            return Optional.empty();
        }
        return cloud.url(engine.cachedSession(owner).orElse(null), key);
    }

    Optional<Engine> engine() {
        return Optional.ofNullable(engine);
    }

    AvatarStore store() {
        return store;
    }

    MediaStore media() {
        return media;
    }

    Clock clock() {
        return clock;
    }

    Uploads uploads() {
        return uploads;
    }

    Deletion deletion() {
        return deletion;
    }

    Waiters waiters() {
        return waiters;
    }

    Announcer announcer() {
        return announcer;
    }

    Executor work() {
        return threads.work();
    }

    /** The configuration of an {@link AvatarSync}: where things are kept, and what the host brings along. */
    public static final class Builder {
        @Nullable
        private Path directory;

        @Nullable
        private AvatarStore store;

        @Nullable
        private MediaStore media;

        @Nullable
        private CloudStorage cloud;

        @Nullable
        private CredentialsSource credentials;

        @Nullable
        private Executor work;

        @Nullable
        private Executor callbacks;

        private MediaRules rules = MediaRules.defaults();
        private ContentScanner scanner = ContentScanner.NONE;
        private PosterExtractor posters = PosterExtractor.NONE;
        private KeyLayout keys = KeyLayout.standard();
        private AvatarListener listener = new AvatarListener() {};
        private AvatarMetrics metrics = new AvatarMetrics() {};
        private Clock clock = Clock.systemUTC();
        private RandomGenerator random = new SecureRandom();
        private boolean background = true;
        private int concurrency = 4;

        private Builder() {}

        /**
         * Keeps records and files in a directory, unless {@link #store} or {@link #media} say otherwise, and local copies of the
         * {@linkplain AvatarSync#system system avatars}.
         *
         * @param path made if it is not there; several processes may share it
         * @return this
         */
        @Nonnull
        public Builder directory(@Nonnull Path path) {
            directory = path;
            return this;
        }

        /**
         * Keeps records in the host's own store.
         *
         * @param ownStore the host's
         * @return this
         */
        @Nonnull
        public Builder store(@Nonnull AvatarStore ownStore) {
            store = ownStore;
            return this;
        }

        /**
         * Keeps files in the host's own store.
         *
         * @param ownMedia the host's
         * @return this
         */
        @Nonnull
        public Builder media(@Nonnull MediaStore ownMedia) {
            media = ownMedia;
            return this;
        }

        /**
         * Syncs to a cloud. Without this call avatars stay on this machine, and go out once it is configured.
         *
         * @param storage where objects go; closed by the host
         * @param source who gives sessions
         * @return this
         */
        @Nonnull
        public Builder cloud(@Nonnull CloudStorage storage, @Nonnull CredentialsSource source) {
            cloud = Objects.requireNonNull(storage, "storage");
            credentials = Objects.requireNonNull(source, "source");
            return this;
        }

        /**
         * What is accepted and which thumbnails are made; {@link MediaRules#defaults()} by default.
         *
         * @param newRules the rules
         * @return this
         */
        @Nonnull
        public Builder rules(@Nonnull MediaRules newRules) {
            rules = Objects.requireNonNull(newRules, "rules");
            return this;
        }

        /**
         * Looks at every accepted file before anything of it is stored; finds nothing by default.
         *
         * @param newScanner a virus scan, moderation
         * @return this
         */
        @Nonnull
        public Builder scanner(@Nonnull ContentScanner newScanner) {
            scanner = Objects.requireNonNull(newScanner, "scanner");
            return this;
        }

        /**
         * Makes the picture of a video that comes without one; makes none by default.
         *
         * @param extractor around a program that decodes videos
         * @return this
         */
        @Nonnull
        public Builder posters(@Nonnull PosterExtractor extractor) {
            posters = Objects.requireNonNull(extractor, "posters");
            return this;
        }

        /**
         * The names of objects in the bucket; {@link KeyLayout#standard()} by default.
         *
         * @param layout applies to avatars that are not bound yet
         * @return this
         */
        @Nonnull
        public Builder keys(@Nonnull KeyLayout layout) {
            keys = Objects.requireNonNull(layout, "layout");
            return this;
        }

        /**
         * Who hears of changes; nobody by default.
         *
         * @param newListener called on the callback executor
         * @return this
         */
        @Nonnull
        public Builder listener(@Nonnull AvatarListener newListener) {
            listener = Objects.requireNonNull(newListener, "listener");
            return this;
        }

        /**
         * What counts and times; nothing by default.
         *
         * @param newMetrics called on the thread where something happens
         * @return this
         */
        @Nonnull
        public Builder metrics(@Nonnull AvatarMetrics newMetrics) {
            metrics = Objects.requireNonNull(newMetrics, "metrics");
            return this;
        }

        /**
         * Where transfers run; a pool of daemon threads of the library's own by default.
         *
         * @param executor its tasks block while bytes move; not closed by the library
         * @return this
         */
        @Nonnull
        public Builder workOn(@Nonnull Executor executor) {
            work = Objects.requireNonNull(executor, "executor");
            return this;
        }

        /**
         * How many avatars are under way at once; 4 by default. More helps where many small files meet a distant cloud; the S3 client of
         * avatar-aws has 64 connections.
         *
         * @param avatars 1 or more; as many threads of the library's own, or tasks of {@link #workOn}'s executor
         * @return this
         * @throws IllegalArgumentException if it is less than 1
         */
        @Nonnull
        public Builder concurrency(int avatars) {
            if (avatars < 1) {
                throw new IllegalArgumentException("concurrency is 1 or more, was " + avatars);
            }
            concurrency = avatars;
            return this;
        }

        /**
         * Where listeners and futures are called, for example {@code SwingUtilities::invokeLater}; a daemon thread of the library's
         * own by default.
         *
         * @param executor not closed by the library
         * @return this
         */
        @Nonnull
        public Builder callbacksOn(@Nonnull Executor executor) {
            callbacks = Objects.requireNonNull(executor, "executor");
            return this;
        }

        /**
         * The time; the system's by default.
         *
         * @param newClock the clock
         * @return this
         */
        @Nonnull
        public Builder clock(@Nonnull Clock newClock) {
            clock = Objects.requireNonNull(newClock, "clock");
            return this;
        }

        /**
         * Where ids and jitter come from; a {@link SecureRandom} by default.
         *
         * @param generator safe for several threads
         * @return this
         */
        @Nonnull
        public Builder random(@Nonnull RandomGenerator generator) {
            random = Objects.requireNonNull(generator, "generator");
            return this;
        }

        /**
         * Whether a daemon timer syncs by itself; true by default. Without it the host calls {@link AvatarSync#runOnce} or
         * {@link AvatarSync#drain}.
         *
         * @param on false to switch it off
         * @return this
         */
        @Nonnull
        public Builder background(boolean on) {
            background = on;
            return this;
        }

        /**
         * Opens the stores and starts.
         *
         * @return the library, to be closed
         * @throws IllegalStateException if neither a directory nor both stores are given
         * @throws AvatarStoreException if the directory cannot be used
         */
        @Nonnull
        public AvatarSync open() {
            List<String> missing = new ArrayList<>();
            if (directory == null && store == null) {
                missing.add("store(…)");
            }
            if (directory == null && media == null) {
                missing.add("media(…)");
            }
            if (!missing.isEmpty()) {
                throw new IllegalStateException(
                        "where are avatars kept? call directory(…), or " + String.join(" and ", missing));
            }
            return new AvatarSync(this, records(), files());
        }

        private SystemShelf shelf(SharedFolder shared) {
            Path copies = directory == null ? null : directory.resolve("system");
            return new SystemShelf(shared, new SystemCache(shared.location(), copies), clock);
        }

        private AvatarStore records() {
            return store != null ? store : FileAvatarStore.open(Objects.requireNonNull(directory));
        }

        private MediaStore files() {
            return media != null ? media : DirectoryMediaStore.open(Objects.requireNonNull(directory));
        }
    }
}
