package io.github.avatarsync.benchmarks;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.AvatarState;
import io.github.avatarsync.AvatarSync;
import io.github.avatarsync.Content;
import io.github.avatarsync.Filter;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Variant;
import io.github.avatarsync.VariantInfo;
import io.github.avatarsync.aws.S3CloudStorage;
import io.github.avatarsync.aws.ServiceCredentialsSource;
import io.github.avatarsync.store.DirectoryMediaStore;
import io.github.avatarsync.store.FileAvatarStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;

/** Avatar Sync over plain files: claimed, bound, put, verified and written down, all of it durable. */
final class Engine implements Contestant {
    private static final OwnerId OWNER = OwnerId.of("owner");

    private final Path work;

    Engine(Path work) {
        this.work = work;
    }

    @Override
    public String name() {
        return "Avatar Sync";
    }

    @Override
    public LongSupplier prepared(Target target, Pictures pictures, int concurrency) throws IOException {
        Path directory = Files.createTempDirectory(work, "sync");
        accept(directory, pictures);
        return () -> drain(target, directory, pictures, concurrency);
    }

    /** As an upload leaves them; intake, which decodes, is not what is measured here. */
    private static void accept(Path directory, Pictures pictures) throws IOException {
        FileAvatarStore store = FileAvatarStore.open(directory);
        DirectoryMediaStore media = DirectoryMediaStore.open(directory);
        for (int i = 0; i < pictures.count(); i++) {
            byte[] original = Files.readAllBytes(pictures.original(i));
            byte[] thumb = Files.readAllBytes(pictures.thumb(i));
            AvatarId id = AvatarId.of(sha256(original).substring(0, 24) + String.format("%016x", i));
            media.put(id, Map.of(Variant.ORIGINAL, Content.of(original), Variant.THUMB, Content.of(thumb)));
            Instant now = Instant.now();
            store.insert(AvatarRecord.create(id, OWNER, now)
                    .dedupeKey(sha256(original))
                    .dueAt(now)
                    .variants(List.of(
                            info(Variant.ORIGINAL, "image/jpeg", "jpg", original),
                            info(Variant.THUMB, "image/png", "png", thumb)))
                    .save());
        }
    }

    private static VariantInfo info(Variant variant, String type, String extension, byte[] bytes) {
        return new VariantInfo(variant, type, extension, bytes.length, 256, 256, sha256(bytes), null, false, true);
    }

    private static long drain(Target target, Path directory, Pictures pictures, int concurrency) {
        String folder = UUID.randomUUID().toString();
        FileAvatarStore store = FileAvatarStore.open(directory);
        ServiceCredentialsSource credentials = ServiceCredentialsSource.of(target.credentials(), owner -> folder);
        try (S3CloudStorage storage = S3CloudStorage.builder()
                        .bucket(target.bucket())
                        .region(target.region())
                        .endpoint(target.endpoint())
                        .build();
                AvatarSync sync = AvatarSync.builder()
                        .store(store)
                        .media(DirectoryMediaStore.open(directory))
                        .cloud(storage, credentials)
                        .concurrency(concurrency)
                        .background(false)
                        .open()) {
            storage.delete(credentials.session(OWNER, null), "first");
            long start = System.nanoTime();
            sync.drain(Duration.ofMinutes(10));
            long time = System.nanoTime() - start;
            long synced = store.count(Filter.of(AvatarState.SYNCED));
            if (synced != pictures.count()) {
                throw new IllegalStateException("synced are only " + synced);
            }
            return time;
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
