package io.github.avatarsync.testkit;

import io.github.avatarsync.CloudObject;
import io.github.avatarsync.CloudStorage;
import io.github.avatarsync.Content;
import io.github.avatarsync.Session;
import java.util.function.LongConsumer;

/** A large object of a test of the contract, and what is remembered of its put. */
record Large(CloudStorage cloud, Session anna, CloudObject object, byte[] bytes, NotedMemo memo) {
    void put(LongConsumer sent) {
        cloud.put(anna, object, Content.of(bytes), sent, memo);
    }
}
