package io.github.avatarsync.testkit.sabotage;

import io.github.avatarsync.CloudObject;
import io.github.avatarsync.CloudStorageException;
import io.github.avatarsync.Content;
import io.github.avatarsync.ObjectInfo;
import io.github.avatarsync.Session;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** Tells one kind of failure in its own way. */
abstract class Translating extends BrokenCloud {
    private final String part;
    private Session current;

    Translating(String part) {
        this.part = part;
    }

    abstract CloudStorageException translated(CloudStorageException e);

    final Session session() {
        return current;
    }

    private <T> T call(Session session, Supplier<T> request) {
        try {
            return request.get();
        } catch (CloudStorageException e) {
            if (racing() || !e.getMessage().contains(part)) {
                throw e;
            }
            current = session;
            throw translated(e);
        }
    }

    @Override
    public void put(Session session, CloudObject object, Content content, LongConsumer sent) {
        call(session, () -> {
            super.put(session, object, content, sent);
            return null;
        });
    }

    @Override
    public InputStream get(Session session, String key) {
        return call(session, () -> super.get(session, key));
    }

    @Override
    public Optional<ObjectInfo> head(Session session, String key) {
        return call(session, () -> super.head(session, key));
    }

    @Override
    public Instant delete(Session session, String key) {
        return call(session, () -> super.delete(session, key));
    }
}
