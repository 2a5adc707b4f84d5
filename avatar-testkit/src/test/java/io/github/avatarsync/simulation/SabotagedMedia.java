package io.github.avatarsync.simulation;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarStoreException;
import io.github.avatarsync.Content;
import io.github.avatarsync.MediaStore;
import io.github.avatarsync.Variant;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Stores of local files that break one rule each. */
final class SabotagedMedia {
    private SabotagedMedia() {}

    /** Says that files are durable when they are only remembered; the next call writes them. */
    static MediaStore writesAfterTheRecord(MediaStore honest, HostProcess process) {
        return new MediaStore() {
            private Runnable remembered = () -> {};

            private void flush() {
                Runnable due = remembered;
                remembered = () -> {};
                due.run();
            }

            @Override
            public void put(AvatarId id, Map<Variant, Content> files) {
                flush();
                Map<Variant, Content> read = new HashMap<>();
                files.forEach((variant, content) -> read.put(variant, copied(content)));
                remembered = () -> honest.put(id, read);
            }

            @Override
            public Optional<InputStream> open(AvatarId id, Variant variant) {
                flush();
                return honest.open(id, variant);
            }

            @Override
            public void delete(AvatarId id) {
                flush();
                honest.delete(id);
            }

            @Override
            public int sweep(Instant olderThan, Predicate<AvatarId> known) {
                flush();
                return honest.sweep(olderThan, known);
            }
        };
    }

    private static Content copied(Content content) {
        try (InputStream in = content.open()) {
            return Content.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A disk that lets no file go, until all is calm: what the daily sweep is for. */
    static MediaStore keepsFiles(MediaStore honest, HostProcess process) {
        return new MediaStore() {
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
                if (!process.world.calm) {
                    process.faulted();
                    throw new AvatarStoreException("delete " + id + ": somebody has its files open", null);
                }
                honest.delete(id);
            }

            @Override
            public int sweep(Instant olderThan, Predicate<AvatarId> known) {
                return process.world.calm ? honest.sweep(olderThan, known) : 0;
            }
        };
    }

    /** Avatars of the same bytes share their files. */
    static MediaStore sharesByContent(MediaStore honest, HostProcess process) {
        UnaryOperator<AvatarId> shared =
                id -> AvatarId.of(id.value().substring(0, AvatarId.HASH_DIGITS) + "0".repeat(16));
        return new MediaStore() {
            @Override
            public void put(AvatarId id, Map<Variant, Content> files) {
                honest.put(shared.apply(id), files);
            }

            @Override
            public Optional<InputStream> open(AvatarId id, Variant variant) {
                return honest.open(shared.apply(id), variant);
            }

            @Override
            public void delete(AvatarId id) {
                honest.delete(shared.apply(id));
            }

            @Override
            public int sweep(Instant olderThan, Predicate<AvatarId> known) {
                return 0;
            }
        };
    }
}
