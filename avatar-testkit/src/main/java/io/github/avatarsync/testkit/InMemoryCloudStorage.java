package io.github.avatarsync.testkit;

import io.github.avatarsync.AvatarUrl;
import io.github.avatarsync.BlockedReason;
import io.github.avatarsync.CloudObject;
import io.github.avatarsync.CloudStorage;
import io.github.avatarsync.CloudStorageException;
import io.github.avatarsync.CloudStorageException.Kind;
import io.github.avatarsync.Content;
import io.github.avatarsync.KeyLayout;
import io.github.avatarsync.ListedObject;
import io.github.avatarsync.ObjectInfo;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.PutMemo;
import io.github.avatarsync.Session;
import jakarta.annotation.Nonnull;
import jakarta.annotation.Nullable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * A bucket in memory, as strict as the real one.
 *
 * <p>It believes only credentials that it has issued itself, until they end by its own clock. An identity reads, writes and
 * deletes under {@code {prefix}{identity}/} and reads and lists under {@code {prefix}shared/}; everything else is refused. No object is
 * ever overwritten. What is larger than 1 MiB arrives in parts that stay until the put is gone on with or abandoned.
 *
 * <p>Does not imitate: CDN, versions, limits of size or rate (script them).
 */
public final class InMemoryCloudStorage extends Fake implements CloudStorage {
    /** {@link #location()} unless another one is given. */
    public static final String LOCATION = "memory:avatars";

    private static final Set<Operation> OPERATIONS = EnumSet.copyOf(
            Stream.of(Operation.values()).filter(Operation::isCloud).toList());

    private static final int CHUNK = 8 * 1024;

    private final Clock clock;
    private final String location;
    private final String prefix;
    private final IssuedSessions sessions;
    private final Map<String, Stored> objects = new ConcurrentHashMap<>();

    private final UnfinishedPuts unfinished = new UnfinishedPuts();

    /** What has come from the caller, and the unfinished put that it belongs to, if any. */
    private record Arrived(@Nullable String unfinished, byte[] bytes) {}

    /** What is kept under a key. */
    private record Stored(StoredObject object, byte[] bytes) {}

    /** An empty bucket on the system's clock. */
    public InMemoryCloudStorage() {
        this(Clock.systemUTC());
    }

    /**
     * An empty bucket with a clock of its own.
     *
     * @param clock the cloud's clock: it decides when sessions end, and dates answers
     */
    public InMemoryCloudStorage(@Nonnull Clock clock) {
        this(clock, LOCATION, KeyLayout.DEFAULT_PREFIX);
    }

    /**
     * An empty bucket at another place.
     *
     * @param clock the cloud's clock
     * @param location what {@link #location()} says
     * @param prefix under which the identities' folders lie; empty, or with a slash at its end
     */
    public InMemoryCloudStorage(@Nonnull Clock clock, @Nonnull String location, @Nonnull String prefix) {
        super(Failures.CLOUD, OPERATIONS);
        this.clock = clock;
        this.location = location;
        this.prefix = prefix;
        this.sessions = new IssuedSessions(clock);
    }

    /**
     * Issues credentials, as the cloud's token service does. {@link FakeCredentialsSource} does it for signed-in owners.
     *
     * @param owner whose
     * @param identity the folder they open
     * @param authority see {@link Session#authority()}
     * @param life how long they live, by the cloud's clock
     * @param machineNow what the machine that asked takes for now
     * @return credentials with a key id never used before
     */
    @Nonnull
    public Session issue(
            @Nonnull OwnerId owner,
            @Nonnull String identity,
            @Nonnull String authority,
            @Nonnull Duration life,
            @Nonnull Instant machineNow) {
        return sessions.issue(owner, identity, authority, life, machineNow);
    }

    /** Ends every session issued so far. */
    public void expireSessions() {
        sessions.endAll();
    }

    /** Cuts the network: every call is {@link Kind#OFFLINE} until {@link #online()}. */
    public void offline() {
        offline(true);
    }

    /** Joins the network again. */
    public void online() {
        offline(false);
    }

    /**
     * Everything in the bucket.
     *
     * @return sorted by key
     */
    @Nonnull
    public List<StoredObject> objects() {
        return objects.values().stream()
                .map(Stored::object)
                .sorted(java.util.Comparator.comparing(StoredObject::key))
                .toList();
    }

    /**
     * Everything in the folder of an identity.
     *
     * @param identity whose
     * @return sorted by key
     */
    @Nonnull
    public List<StoredObject> objects(@Nonnull String identity) {
        return objects().stream()
                .filter(object -> object.key().startsWith(folder(identity)))
                .toList();
    }

    /**
     * The bytes of an object, read past every check.
     *
     * @param key its name
     * @return a copy, or empty if there is no such object
     */
    @Nonnull
    public Optional<byte[]> bytes(@Nonnull String key) {
        return Optional.ofNullable(objects.get(key)).map(stored -> stored.bytes.clone());
    }

    /**
     * Puts an object there past every check: a foreign one, a shared one.
     *
     * @param key its name
     * @param contentType its type
     * @param bytes its content
     */
    public void plant(@Nonnull String key, @Nonnull String contentType, @Nonnull byte[] bytes) {
        objects.put(key, stored(key, contentType, Sha256.of(bytes), Map.of(), bytes.clone()));
    }

    /**
     * Takes an object away past every check.
     *
     * @param key its name; must be there
     */
    public void lose(@Nonnull String key) {
        if (objects.remove(key) == null) {
            throw new IllegalArgumentException("there is no object " + key);
        }
    }

    @Override
    public String location() {
        return location;
    }

    /**
     * The keys of large objects, over 1 MiB, whose put has not come to its end; nobody pays for those in a test, but in a bucket.
     *
     * @return sorted; empty once everything has converged
     */
    @Nonnull
    public List<String> unfinished() {
        return unfinished.keys();
    }

    @Override
    public void put(Session session, CloudObject object, Content content, LongConsumer sent) {
        putInParts(session, object, content, sent, null);
    }

    @Override
    public void put(Session session, CloudObject object, Content content, LongConsumer sent, PutMemo memo) {
        putInParts(session, object, content, sent, memo);
    }

    private void putInParts(
            Session session, CloudObject object, Content content, LongConsumer sent, @Nullable PutMemo memo) {
        Call asked = new Call(Operation.CLOUD_PUT, session.owner(), object.key(), Call.OK);
        call(
                Operation.CLOUD_PUT,
                session.owner(),
                object.key(),
                () -> {
                    String left = memo == null ? null : memo.remembered().orElse(null);
                    if (object.size() <= UnfinishedPuts.LARGE) {
                        return new Arrived(left, read(object, content, sent, null));
                    }
                    authorize(session, asked, true);
                    String id = unfinished.begin(object.key(), memo);
                    return new Arrived(id, read(object, content, sent, id));
                },
                (call, arrived) -> {
                    authorize(session, call, true);
                    store(call, object, arrived.bytes);
                    unfinished.end(arrived.unfinished);
                    return arrived;
                });
    }

    /** Reads and checks the content on the caller's thread, so that no effect depends on the caller any more. */
    private byte[] read(CloudObject object, Content content, LongConsumer sent, @Nullable String id) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(unfinished.arrived(id));
        try (InputStream in = content.open()) {
            if (bytes.size() > 0) {
                in.skipNBytes(bytes.size());
                sent.accept(bytes.size());
            }
            byte[] chunk = new byte[CHUNK];
            for (int n = in.read(chunk); n >= 0 && bytes.size() + n <= object.size(); n = in.read(chunk)) {
                bytes.write(chunk, 0, n);
                sent.accept(bytes.size());
                requireNotInterrupted(object);
            }
        } catch (IOException e) {
            unfinished.end(id);
            throw new CloudStorageException(
                    Kind.CORRUPT, "put " + object.key() + ": its content cannot be read; look at the local file", e);
        } finally {
            unfinished.arrived(id, bytes.toByteArray());
        }
        if (!Sha256.of(bytes.toByteArray()).equals(object.sha256())) {
            unfinished.end(id);
            throw new CloudStorageException(
                    Kind.CORRUPT, "put " + object.key() + ": its content is not what was announced", null);
        }
        return bytes.toByteArray();
    }

    @Override
    public void abandon(Session session, String key, String remembered) {
        call(Operation.CLOUD_ABANDON, session.owner(), key, call -> {
            authorize(session, call, true);
            unfinished.end(remembered);
            return remembered;
        });
    }

    private static void requireNotInterrupted(CloudObject object) {
        if (Thread.currentThread().isInterrupted()) {
            throw new CloudStorageException(Kind.INTERRUPTED, "put " + object.key() + ": interrupted", null);
        }
    }

    private Void store(Call call, CloudObject object, byte[] bytes) {
        Stored fresh = stored(object.key(), object.contentType(), object.sha256(), object.metadata(), bytes);
        Stored there = objects.putIfAbsent(object.key(), fresh);
        if (there != null && !there.object.sha256().equals(object.sha256())) {
            throw CloudStorageException.permanent(
                    BlockedReason.FOREIGN_OBJECT, Failures.text(call, "other bytes are under this key"), null);
        }
        return null;
    }

    private Stored stored(String key, String type, String sha256, Map<String, String> metadata, byte[] bytes) {
        return new Stored(new StoredObject(key, type, bytes.length, sha256, metadata, clock.instant()), bytes);
    }

    @Override
    public InputStream get(Session session, String key) {
        return new ByteArrayInputStream(call(Operation.CLOUD_GET, session.owner(), key, call -> {
            authorize(session, call, false);
            return Optional.ofNullable(objects.get(key)).map(Stored::bytes).orElseThrow(() -> missing(call));
        }));
    }

    private static CloudStorageException missing(Call call) {
        return new CloudStorageException(Kind.MISSING, Failures.text(call, "there is no such object"), null);
    }

    @Override
    public Optional<ObjectInfo> head(Session session, String key) {
        return call(Operation.CLOUD_HEAD, session.owner(), key, call -> {
            authorize(session, call, false);
            return Optional.ofNullable(objects.get(key))
                    .map(Stored::object)
                    .map(object -> new ObjectInfo(key, object.size(), object.sha256()));
        });
    }

    @Override
    public Instant delete(Session session, String key) {
        return call(Operation.CLOUD_DELETE, session.owner(), key, call -> {
            authorize(session, call, true);
            objects.remove(key);
            return clock.instant();
        });
    }

    @Override
    public List<ListedObject> list(Session session, String prefix) {
        return call(Operation.CLOUD_LIST, session.owner(), prefix, call -> {
            String identity = sessions.identity(session, call);
            if (!prefix.startsWith(folder("shared"))) {
                throw denied(call, identity, "may list nothing but what is shared");
            }
            return objects().stream()
                    .filter(object -> object.key().startsWith(prefix))
                    .map(object -> new ListedObject(object.key(), object.size(), object.sha256()))
                    .toList();
        });
    }

    /** A signed address if a session is at hand; it serves nothing, it is there to be shown. */
    @Override
    public Optional<AvatarUrl> url(@Nullable Session session, String key) {
        return session == null
                ? Optional.empty()
                : Optional.of(new AvatarUrl(
                        uri(
                                key,
                                "signature="
                                        + Sha256.of((session.keyId() + key)
                                                .getBytes(java.nio.charset.StandardCharsets.UTF_8))),
                        AvatarUrl.Kind.SIGNED,
                        session.expiresAt()));
    }

    private static URI uri(String key, String query) {
        try {
            return new URI("https", "cloud.invalid", "/" + key, query, null);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("no URL can be made of the key " + key, e);
        }
    }

    private void authorize(Session session, Call call, boolean toWrite) {
        String identity = sessions.identity(session, call);
        boolean own = call.target().startsWith(folder(identity));
        boolean shared = call.target().startsWith(folder("shared"));
        if (!own && (toWrite || !shared)) {
            throw denied(call, identity, "may not do this outside its own folder");
        }
    }

    private static CloudStorageException denied(Call call, String identity, String what) {
        return CloudStorageException.permanent(
                BlockedReason.ACCESS_DENIED, Failures.text(call, "identity " + identity + " " + what), null);
    }

    private String folder(String identity) {
        return prefix + identity + "/";
    }
}
