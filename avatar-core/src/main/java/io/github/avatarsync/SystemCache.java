package io.github.avatarsync;

import io.github.avatarsync.sync.Spool;
import jakarta.annotation.Nullable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Local copies of system avatars and of their list, in a directory that processes may share; without one, only the list, in
 * memory. It is a cache: what it cannot keep or has lost is fetched again. A file is named after the version that it is a copy of.
 */
final class SystemCache {
    /** What is young may be half written, or known to a process whose list is newer. */
    private static final Duration YOUNG = Duration.ofDays(1);

    private static final Logger log = LoggerFactory.getLogger(SystemCache.class);

    private final String location;

    @Nullable
    private final Path directory;

    @Nullable
    private volatile List<SystemFile> listed;

    /** For the folder of one cloud; a directory that was used with another one gives nothing of it away. */
    SystemCache(String location, @Nullable Path directory) {
        this.location = location;
        this.directory = directory;
    }

    /** The list that was kept last, by any process. */
    Optional<List<SystemFile>> list() {
        List<SystemFile> last = listed;
        Path file = directory == null ? null : directory.resolve(listName());
        if (last != null || file == null || !Files.isRegularFile(file)) {
            return Optional.ofNullable(last);
        }
        try (Stream<String> lines = Files.lines(file)) {
            return Optional.of(
                    lines.flatMap(line -> SystemFolder.parse(line).stream()).toList());
        } catch (IOException | java.io.UncheckedIOException e) {
            log.debug("the local list of system avatars cannot be read", e);
            return Optional.empty();
        }
    }

    /** Keeps a list, and no copies of what is not on it. */
    void keep(List<SystemFile> files, Instant now) {
        listed = files;
        String text = files.stream().map(file -> SystemFolder.line(file) + "\n").collect(Collectors.joining());
        write(listName(), Content.of(text.getBytes(StandardCharsets.UTF_8)));
        Set<String> wanted = files.stream().map(this::name).collect(Collectors.toSet());
        wanted.add(listName());
        removeOthers(wanted, now.minus(YOUNG));
    }

    /** The local copy, if it is whole. */
    Optional<InputStream> open(SystemFile file) {
        if (directory == null) {
            return Optional.empty();
        }
        Path copy = directory.resolve(name(file));
        try {
            return Files.isRegularFile(copy) && Files.size(copy) == file.size()
                    ? Optional.of(Files.newInputStream(copy))
                    : Optional.empty();
        } catch (IOException e) {
            log.debug("the local copy of system avatar {} cannot be read", file.name(), e);
            return Optional.empty();
        }
    }

    /** Keeps what came from the cloud, and opens it; the spool is closed with the stream. */
    InputStream keep(SystemFile file, Spool bytes) throws IOException {
        write(name(file), bytes);
        return new FilterInputStream(bytes.open()) {
            @Override
            public void close() throws IOException {
                super.close();
                bytes.close();
            }
        };
    }

    private String listName() {
        return hash("list");
    }

    private String name(SystemFile file) {
        return hash(SystemFolder.line(file));
    }

    /** Whatever is in the names of files and versions, it is not a path. */
    private String hash(String text) {
        byte[] bytes = (location + "\n" + text).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(Spool.sha256().digest(bytes));
    }

    private void removeOthers(Set<String> wanted, Instant before) {
        if (directory == null || !Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> kept = Files.list(directory)) {
            for (Path path : kept.toList()) {
                if (!wanted.contains(path.getFileName().toString())
                        && Files.getLastModifiedTime(path).toInstant().isBefore(before)) {
                    Files.deleteIfExists(path);
                }
            }
        } catch (IOException e) {
            log.debug("old local copies of system avatars stay for now", e);
        }
    }

    /** Forced to the disk before it is seen: after a power cut there is a whole file, or none. */
    private void write(String name, Content content) {
        if (directory == null) {
            return;
        }
        Path staged = directory.resolve(name + "." + UUID.randomUUID() + ".tmp");
        try {
            Files.createDirectories(directory);
            try (InputStream in = content.open()) {
                Files.copy(in, staged);
                try (FileChannel channel = FileChannel.open(staged, StandardOpenOption.WRITE)) {
                    channel.force(true);
                }
                Files.move(staged, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(staged);
            }
        } catch (IOException e) {
            log.debug("a local copy of system avatars cannot be kept in {}", directory, e);
        }
    }
}
