package io.github.avatarsync.endtoend;

import io.github.avatarsync.BlockedReason;
import io.github.avatarsync.CloudObject;
import io.github.avatarsync.CloudStorage;
import io.github.avatarsync.CloudStorageException;
import io.github.avatarsync.CloudStorageException.Kind;
import io.github.avatarsync.Content;
import io.github.avatarsync.CredentialsSource;
import io.github.avatarsync.ObjectInfo;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Session;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/** Objects as files of a directory: a cloud that outlives every process and costs next to nothing to reach. */
final class DirectoryCloud implements CloudStorage {
    private static final String UNFINISHED = ".part";

    private final Path directory;
    private final Clock clock;

    DirectoryCloud(Path directory, Clock clock) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.clock = clock;
    }

    /** Everybody is signed in, for an hour at a time. */
    CredentialsSource everybody() {
        return (owner, rejected) -> new Session(
                owner,
                identity(owner),
                "directory",
                UUID.randomUUID().toString(),
                "secret",
                "token",
                clock.instant().plus(Duration.ofHours(1)));
    }

    private static String identity(OwnerId owner) {
        return "directory:" + owner;
    }

    /** What is there: the SHA-256 of each key. */
    Map<String, String> objects() throws IOException {
        Map<String, String> objects = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (!name.endsWith(UNFINISHED)) {
                    objects.put(URLDecoder.decode(name, StandardCharsets.UTF_8), sha256(Files.readAllBytes(file)));
                }
            }
        }
        return objects;
    }

    @Override
    public String location() {
        return "directory";
    }

    // tag::put[]
    @Override
    public void put(Session session, CloudObject object, Content content, LongConsumer sent) {
        call(session, object.key(), () -> {
            byte[] bytes = read(content, sent);
            if (!sha256(bytes).equals(object.sha256())) {
                throw new CloudStorageException(Kind.CORRUPT, "put " + object.key() + ": not what was announced", null);
            }
            Path part = directory.resolve(UUID.randomUUID() + UNFINISHED);
            Files.write(part, bytes);
            try {
                Files.createLink(fileOf(object.key()), part);
            } catch (FileAlreadyExistsException e) {
                requireSame(object, bytes);
            } finally {
                Files.delete(part);
            }
            return true;
        });
    }
    // end::put[]

    private static byte[] read(Content content, LongConsumer sent) throws IOException {
        try (InputStream in = content.open()) {
            byte[] bytes = in.readAllBytes();
            sent.accept(bytes.length / 2);
            sent.accept(bytes.length);
            return bytes;
        }
    }

    private void requireSame(CloudObject object, byte[] bytes) throws IOException {
        if (!Arrays.equals(bytes, Files.readAllBytes(fileOf(object.key())))) {
            throw CloudStorageException.permanent(BlockedReason.FOREIGN_OBJECT, "put " + object.key(), null);
        }
    }

    @Override
    public InputStream get(Session session, String key) {
        return call(session, key, () -> Files.newInputStream(fileOf(key)));
    }

    @Override
    public Optional<ObjectInfo> head(Session session, String key) {
        return call(session, key, () -> {
            if (!Files.exists(fileOf(key))) {
                return Optional.empty();
            }
            byte[] bytes = Files.readAllBytes(fileOf(key));
            return Optional.of(new ObjectInfo(key, bytes.length, sha256(bytes)));
        });
    }

    @Override
    public Instant delete(Session session, String key) {
        return call(session, key, () -> {
            Files.deleteIfExists(fileOf(key));
            return clock.instant();
        });
    }

    private <T> T call(Session session, String key, Call<T> call) {
        if (!key.contains("/" + session.identity() + "/")) {
            throw CloudStorageException.permanent(BlockedReason.ACCESS_DENIED, session + " asks for " + key, null);
        }
        try {
            return call.run();
        } catch (NoSuchFileException e) {
            throw new CloudStorageException(Kind.MISSING, "there is no object " + key, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path fileOf(String key) {
        return directory.resolve(URLEncoder.encode(key, StandardCharsets.UTF_8));
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Call<T> {
        T run() throws IOException;
    }
}
