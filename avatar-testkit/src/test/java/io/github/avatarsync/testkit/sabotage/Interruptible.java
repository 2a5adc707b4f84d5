package io.github.avatarsync.testkit.sabotage;

import io.github.avatarsync.CloudObject;
import io.github.avatarsync.CloudStorageException;
import io.github.avatarsync.CloudStorageException.Kind;
import io.github.avatarsync.Content;
import io.github.avatarsync.Session;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongConsumer;

/** Answers an interrupt in its own way. */
abstract class Interruptible extends BrokenCloud {
    abstract RuntimeException interrupted(CloudStorageException e);

    @Override
    public void put(Session session, CloudObject object, Content content, LongConsumer sent) {
        try {
            super.put(session, object, content, sent);
        } catch (CloudStorageException e) {
            throw e.kind() == Kind.INTERRUPTED ? interrupted(e) : e;
        }
    }

    @Override
    public InputStream get(Session session, String key) {
        try {
            return super.get(session, key);
        } catch (CloudStorageException e) {
            throw e.kind() == Kind.INTERRUPTED ? interrupted(e) : e;
        }
    }

    static void waitForEver() {
        for (; ; ) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                // This is the sabotage.
            }
        }
    }
}
