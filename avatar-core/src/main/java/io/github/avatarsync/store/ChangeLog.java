package io.github.avatarsync.store;

import io.github.avatarsync.AvatarId;
import jakarta.annotation.Nullable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;

/**
 * The ids of the records written in a directory, by whichever process, in the order of writing: how one process learns what others
 * did without looking at every file.
 *
 * <pre>
 * taken by process 4711                      (the lock's line)
 * changes 1f0c…                              a random name: changes when the log begins anew
 * 3c59…                                      one id per write, appended before the write
 * </pre>
 *
 * It need not survive a power cut: it speaks to processes that run, and a process that starts looks at every file. Each reader has an
 * object of its own; all methods are called under the lock of the directory.
 */
final class ChangeLog {
    /** About 200,000 changes; then the log begins anew and every other process looks at all files once. */
    private static final long LONGEST = 8 << 20;

    private static final int LINE = DirectoryLock.LINE;
    private static final int FIRST = 2 * LINE;

    private final RandomAccessFile file;

    /** The name of the log that was read up to {@link #end}; null: none. */
    @Nullable
    private String name;

    private long end;

    ChangeLog(DirectoryLock lock) {
        this.file = lock.file();
    }

    /**
     * Reads on.
     *
     * @return the ids written since the last call, or null if anything may have been written
     */
    @Nullable
    Set<AvatarId> unseen() throws IOException {
        String current = currentName();
        long length = file.length();
        // Part of a line is what is left of a process that died there, before its write.
        long last = Math.max(FIRST, length - (length - FIRST) % LINE);
        if (!current.equals(name) || last < end) {
            name = current;
            end = last;
            return null;
        }
        Set<AvatarId> ids = read(last);
        end = last;
        return ids;
    }

    private String currentName() throws IOException {
        byte[] line = new byte[LINE];
        if (file.length() >= FIRST) {
            file.seek(LINE);
            file.readFully(line);
        }
        String text = new String(line, StandardCharsets.US_ASCII);
        return text.startsWith("changes ") ? text : begin();
    }

    @Nullable
    private Set<AvatarId> read(long last) throws IOException {
        Set<AvatarId> ids = new LinkedHashSet<>();
        if (last == end) {
            return ids;
        }
        byte[] bytes = new byte[(int) (last - end)];
        file.seek(end);
        file.readFully(bytes);
        String text = new String(bytes, StandardCharsets.US_ASCII);
        try {
            text.lines().map(AvatarId::of).forEach(ids::add);
        } catch (IllegalArgumentException e) {
            return null; // damaged: no reason to stop, look at every file
        }
        return ids;
    }

    /** Announces a write; to be called after {@link #unseen()} and before the write, so that no write goes unnoticed. */
    void append(AvatarId id) throws IOException {
        if (end >= LONGEST) {
            name = begin();
            end = FIRST;
        }
        try {
            file.seek(end);
            file.write(DirectoryLock.line(id.value()));
            end += LINE;
        } catch (IOException e) {
            name = begin(); // needs no more space on a full disk, and tells as much
            end = FIRST;
        }
    }

    private String begin() throws IOException {
        byte[] line =
                DirectoryLock.line("changes " + UUID.randomUUID().toString().replace("-", ""));
        file.setLength(FIRST);
        file.seek(LINE);
        file.write(line);
        return new String(line, StandardCharsets.US_ASCII);
    }

    /** Makes the next {@link #unseen()} say that anything may have been written. */
    void forget() {
        name = null;
    }
}
