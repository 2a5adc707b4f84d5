package io.github.avatarsync.simulation;

import io.github.avatarsync.CloudObject;
import io.github.avatarsync.CloudStorage;
import io.github.avatarsync.Content;
import io.github.avatarsync.ListedObject;
import io.github.avatarsync.ObjectInfo;
import io.github.avatarsync.Session;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/** A cloud that passes everything on; what is taken away is overridden. */
class CloudWithout implements CloudStorage {
    final CloudStorage honest;

    CloudWithout(CloudStorage honest) {
        this.honest = honest;
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
    public InputStream get(Session session, String key) {
        return honest.get(session, key);
    }

    @Override
    public Optional<ObjectInfo> head(Session session, String key) {
        return honest.head(session, key);
    }

    @Override
    public List<ListedObject> list(Session session, String prefix) {
        return honest.list(session, prefix);
    }

    @Override
    public Instant delete(Session session, String key) {
        return honest.delete(session, key);
    }
}
