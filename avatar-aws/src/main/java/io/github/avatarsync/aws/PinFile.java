package io.github.avatarsync.aws;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.github.avatarsync.OwnerId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * A text file that only grows: one line per pin, {@code pool owner issuer subject identity} with tabs between.
 *
 * <p>A line counts once its end is written, so a crash leaves at most a broken line that nobody reads. Several processes may share
 * the file: each line is one append, and of two lines for one owner the first counts. Not thread-safe.
 */
final class PinFile {
    private static final int FIELDS = 5;

    private final Path path;
    private long readTo;

    PinFile(Path path) {
        this.path = path.toAbsolutePath();
    }

    /** Takes one pin. */
    @FunctionalInterface
    interface Reader {
        void read(String pool, OwnerId owner, IdentityPin pin);
    }

    /** Reads the complete lines that came since the last call. */
    void readNew(Reader reader) throws IOException {
        byte[] bytes;
        try (FileChannel channel = FileChannel.open(path, READ)) {
            ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(Math.max(0, channel.size() - readTo)));
            int read;
            do {
                read = channel.read(buffer, readTo + buffer.position());
            } while (read >= 0 && buffer.hasRemaining());
            bytes = Arrays.copyOf(buffer.array(), buffer.position());
        } catch (NoSuchFileException e) {
            return;
        }
        int end = lastLineEnd(bytes);
        new String(bytes, 0, end, StandardCharsets.UTF_8).lines().forEach(line -> parse(line, reader));
        readTo += end;
    }

    void append(String pool, OwnerId owner, IdentityPin pin) throws IOException {
        boolean created = Files.notExists(path);
        if (created) {
            Files.createDirectories(path.getParent());
        }
        String line = String.join("\t", pool, owner.value(), pin.issuer(), pin.subject(), pin.identity()) + "\n";
        try (FileChannel channel = FileChannel.open(path, CREATE, WRITE, StandardOpenOption.APPEND)) {
            // Ends what a crash may have left of a line, so that ours stands alone.
            byte[] bytes = ((created || endsWhole() ? "" : "\n") + line).getBytes(StandardCharsets.UTF_8);
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        if (created) {
            forceDirectory();
        }
    }

    private boolean endsWhole() throws IOException {
        try (FileChannel channel = FileChannel.open(path, READ)) {
            long size = channel.size();
            ByteBuffer last = ByteBuffer.allocate(1);
            return size == 0 || channel.read(last, size - 1) < 1 || last.get(0) == '\n';
        }
    }

    private void forceDirectory() throws IOException {
        try (FileChannel directory = FileChannel.open(path.getParent(), READ)) {
            directory.force(true);
        } catch (IOException e) {
            // Windows cannot open a directory; there the file system journals the name.
            if (Files.getFileStore(path).supportsFileAttributeView("posix")) {
                throw e;
            }
        }
    }

    private static int lastLineEnd(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private static void parse(String line, Reader reader) {
        String[] fields = line.split("\t", -1);
        if (fields.length != FIELDS) {
            return;
        }
        OwnerId owner;
        try {
            owner = new OwnerId(fields[1]);
        } catch (IllegalArgumentException e) {
            return;
        }
        reader.read(fields[0], owner, new IdentityPin(fields[2], fields[3], fields[4]));
    }
}
