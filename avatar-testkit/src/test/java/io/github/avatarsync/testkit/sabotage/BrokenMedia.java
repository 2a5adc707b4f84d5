package io.github.avatarsync.testkit.sabotage;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.Content;
import io.github.avatarsync.MediaStore;
import io.github.avatarsync.Variant;
import io.github.avatarsync.testkit.InMemoryMediaStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** A media store to be broken in one place; as it is, it is honest. */
class BrokenMedia implements MediaStore {
    final InMemoryMediaStore honest = new InMemoryMediaStore(Clock.systemUTC());
    private final Thread tester = Thread.currentThread();

    BrokenMedia reopen() {
        return this;
    }

    /** Whether the caller is one of several threads that a test has started. */
    final boolean racing() {
        return Thread.currentThread() != tester;
    }

    static byte[] bytes(InputStream in) {
        try (in) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static InputStream half(byte[] bytes) {
        return new ByteArrayInputStream(Arrays.copyOf(bytes, bytes.length / 2));
    }

    @Override
    public void put(AvatarId id, Map<Variant, Content> files) {
        honest.put(id, files);
    }

    @Override
    public Optional<InputStream> open(AvatarId id, Variant variant) {
        return honest.open(id, variant);
    }

    @Override
    public void delete(AvatarId id) {
        honest.delete(id);
    }

    @Override
    public int sweep(Instant olderThan, Predicate<AvatarId> known) {
        return honest.sweep(olderThan, known);
    }

    @Override
    public Optional<URI> uri(AvatarId id, Variant variant) {
        return honest.uri(id, variant);
    }
}
