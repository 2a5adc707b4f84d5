package io.github.avatarsync.endtoend;

import io.github.avatarsync.CloudObject;
import io.github.avatarsync.CloudStorage;
import io.github.avatarsync.Content;
import io.github.avatarsync.ObjectInfo;
import io.github.avatarsync.Session;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** A cloud that tells a watch before, within and after each put and delete. */
record WatchedCloud(CloudStorage cloud, Consumer<String> watch) implements CloudStorage {
    @Override
    public String location() {
        return cloud.location();
    }

    @Override
    public void put(Session session, CloudObject object, Content content, LongConsumer sent) {
        String put = "put " + name(object.key());
        watch.accept("before " + put);
        cloud.put(session, object, content, n -> {
            sent.accept(n);
            if (n < object.size()) {
                watch.accept("within " + put);
            }
        });
        watch.accept("after " + put);
    }

    @Override
    public InputStream get(Session session, String key) {
        return cloud.get(session, key);
    }

    @Override
    public Optional<ObjectInfo> head(Session session, String key) {
        return cloud.head(session, key);
    }

    @Override
    public Instant delete(Session session, String key) {
        String delete = "delete object " + name(key);
        watch.accept("before " + delete);
        Instant answered = cloud.delete(session, key);
        watch.accept("after " + delete);
        return answered;
    }

    private static String name(String key) {
        return key.substring(key.lastIndexOf('_') + 1, key.lastIndexOf('.'));
    }
}
