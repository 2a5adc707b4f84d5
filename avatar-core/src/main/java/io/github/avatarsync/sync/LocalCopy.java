package io.github.avatarsync.sync;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.AvatarStoreException;
import io.github.avatarsync.Content;
import io.github.avatarsync.MediaStore;
import io.github.avatarsync.ObjectInfo;
import io.github.avatarsync.Session;
import io.github.avatarsync.VariantInfo;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The local file of a variant: reads it, judges it, and fetches it back from the cloud. */
final class LocalCopy {
    /** What a look at a local file finds. */
    enum Condition {
        INTACT,
        MISSING,
        CORRUPT
    }

    private static final Logger log = LoggerFactory.getLogger(LocalCopy.class);

    private final MediaStore media;
    private final Dispatch dispatch;

    LocalCopy(MediaStore media, Dispatch dispatch) {
        this.media = media;
        this.dispatch = dispatch;
    }

    Content content(AvatarRecord record, VariantInfo variant) {
        return new Content() {
            @Override
            public long size() {
                return variant.size();
            }

            @Override
            public InputStream open() throws IOException {
                return stream(record, variant)
                        .orElseThrow(() -> new FileNotFoundException(
                                "the local " + variant.variant() + " of avatar " + record.id() + " is missing"));
            }

            @Override
            public Optional<Path> file() {
                return media.uri(record.id(), variant.variant())
                        .filter(uri -> "file".equals(uri.getScheme()))
                        .map(Path::of);
            }
        };
    }

    boolean exists(AvatarRecord record, VariantInfo variant) throws IOException {
        Optional<InputStream> in = stream(record, variant);
        if (in.isPresent()) {
            in.get().close();
        }
        return in.isPresent();
    }

    /** A file that cannot be read concerns its avatar only, unlike a record store that fails. */
    private Optional<InputStream> stream(AvatarRecord record, VariantInfo variant) throws IOException {
        try {
            return media.open(record.id(), variant.variant());
        } catch (AvatarStoreException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Removes the local files; those that resist are left for the sweep of files without a record, or the next eviction. */
    void delete(AvatarId id) {
        try {
            media.delete(id);
        } catch (AvatarStoreException e) {
            log.warn("the local files of avatar {} stay for now: {}", id, e.getMessage());
        }
    }

    Condition inspect(AvatarRecord record, VariantInfo variant) throws IOException {
        if (!exists(record, variant)) {
            return Condition.MISSING;
        }
        return Spool.hash(content(record, variant)).equals(variant.sha256()) ? Condition.INTACT : Condition.CORRUPT;
    }

    /** Whether the cloud has the right bytes under the variant's key. */
    boolean inCloud(AvatarRecord record, VariantInfo variant, Session session) throws IOException {
        Optional<ObjectInfo> info = dispatch.head(record, variant, session);
        if (info.isEmpty() || info.get().sha256() != null) {
            return info.map(i -> variant.sha256().equals(i.sha256())).orElse(false);
        }
        try (Spool bytes = fetch(record, variant, session)) {
            return bytes.hash().equals(variant.sha256());
        }
    }

    /**
     * Fetches a variant from the cloud and stores it locally, if it has the right bytes.
     *
     * @return false if the cloud has other bytes
     */
    boolean restore(AvatarRecord record, VariantInfo variant, Session session) throws IOException {
        try (Spool bytes = fetch(record, variant, session)) {
            if (!bytes.hash().equals(variant.sha256())) {
                return false;
            }
            media.put(record.id(), Map.of(variant.variant(), bytes));
            return true;
        } catch (AvatarStoreException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private Spool fetch(AvatarRecord record, VariantInfo variant, Session session) throws IOException {
        try (InputStream in = dispatch.get(record, variant, session)) {
            return Spool.read(in, variant.size());
        }
    }
}
