package io.github.avatarsync.testkit.sabotage;

import io.github.avatarsync.AvatarUrl;
import io.github.avatarsync.CloudObject;
import io.github.avatarsync.CloudStorage;
import io.github.avatarsync.Content;
import io.github.avatarsync.ListedObject;
import io.github.avatarsync.ObjectInfo;
import io.github.avatarsync.PutMemo;
import io.github.avatarsync.Session;
import io.github.avatarsync.testkit.InMemoryCloudStorage;
import io.github.avatarsync.testkit.ManualClock;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/** A cloud to be broken in one place; as it is, it is honest. */
class BrokenCloud implements CloudStorage {
    final ManualClock clock = new ManualClock();
    final InMemoryCloudStorage honest = new InMemoryCloudStorage(clock);
    private final Thread tester = Thread.currentThread();

    /** Whether the caller is one of several threads that a test has started. */
    final boolean racing() {
        return Thread.currentThread() != tester;
    }

    static byte[] bytes(Content content) {
        try (InputStream in = content.open()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String location() {
        return honest.location();
    }

    @Override
    public void put(Session session, CloudObject object, Content content, LongConsumer sent) {
        honest.put(session, object, content, sent);
    }

    @Override
    public void put(Session session, CloudObject object, Content content, LongConsumer sent, PutMemo memo) {
        honest.put(session, object, content, sent, memo);
    }

    @Override
    public void abandon(Session session, String key, String remembered) {
        honest.abandon(session, key, remembered);
    }

    @Override
    public InputStream get(Session session, String key) {
        return honest.get(session, key);
    }

    @Override
    public Optional<ObjectInfo> head(Session session, String key) {
        return honest.head(session, key);
    }

    @Override
    public Instant delete(Session session, String key) {
        return honest.delete(session, key);
    }

    @Override
    public List<ListedObject> list(Session session, String prefix) {
        return honest.list(session, prefix);
    }

    @Override
    public Optional<AvatarUrl> url(Session session, String key) {
        return honest.url(session, key);
    }
}
