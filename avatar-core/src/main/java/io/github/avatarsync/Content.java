package io.github.avatarsync;

import jakarta.annotation.Nonnull;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Bytes of known length that can be read again from the start, any number of times.
 *
 * <p>Safe to open from several threads at once; each stream belongs to the one who opened it, who closes it.
 */
public interface Content {
    /**
     * The exact number of bytes every stream of this content yields.
     *
     * @return 0 or more
     */
    long size();

    /**
     * Opens the bytes from the start.
     *
     * @return a new stream; the caller closes it
     * @throws IOException if the bytes cannot be read now
     */
    @Nonnull
    InputStream open() throws IOException;

    /**
     * The file that these bytes are, for readers that do better with one than with a stream.
     *
     * @return a regular file of exactly these bytes, not to be changed; empty by default
     */
    @Nonnull
    default Optional<Path> file() {
        return Optional.empty();
    }

    /**
     * Content in memory.
     *
     * @param bytes taken as they are, not copied: the caller does not change them afterwards
     * @return content over these bytes
     */
    @Nonnull
    static Content of(@Nonnull byte[] bytes) {
        return new Content() {
            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(bytes);
            }
        };
    }

    /**
     * Content of a file that does not change while it is in use.
     *
     * @param file an existing regular file
     * @return content over the file, with its length as of now
     * @throws IOException if the length cannot be read
     */
    @Nonnull
    static Content of(@Nonnull Path file) throws IOException {
        long size = Files.size(file);
        return new Content() {
            @Override
            public long size() {
                return size;
            }

            @Override
            public InputStream open() throws IOException {
                return Files.newInputStream(file);
            }

            @Override
            public Optional<Path> file() {
                return Optional.of(file);
            }
        };
    }
}
