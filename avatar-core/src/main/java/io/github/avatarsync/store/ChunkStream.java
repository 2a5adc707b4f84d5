package io.github.avatarsync.store;

import io.github.avatarsync.AvatarStoreException;
import jakarta.annotation.Nullable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;

/** A file read chunk by chunk, each when it is needed. Not thread-safe. */
final class ChunkStream extends InputStream {
    private final String file;
    private final Chunks chunks;
    private long left;
    private byte[] chunk;
    private int next;
    private int seq;

    /** Takes the first chunk, which is null if the file is empty, or damaged. */
    ChunkStream(String file, long length, @Nullable byte[] first, Chunks chunks) {
        this.file = file;
        this.left = length;
        this.chunk = first == null ? new byte[0] : first;
        this.seq = first == null ? -1 : 0;
        this.chunks = chunks;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (length == 0) {
            return 0;
        }
        if (left == 0) {
            return -1;
        }
        if (next == chunk.length) {
            chunk = fetch();
            next = 0;
        }
        int count = (int) Math.min(left, Math.min(length, chunk.length - next));
        System.arraycopy(chunk, next, into, offset, count);
        next += count;
        left -= count;
        return count;
    }

    private byte[] fetch() throws IOException {
        seq++;
        try {
            byte[] fetched = chunks.read(file, seq)
                    .orElseThrow(() -> new IOException("the file was removed while it was read; open it again"));
            if (fetched.length == 0 || fetched.length > left) {
                throw new IOException("chunk " + seq + " of file " + file + " is damaged");
            }
            return fetched;
        } catch (AvatarStoreException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public int available() {
        return chunk.length - next;
    }

    /** Where chunks come from. */
    interface Chunks {
        Optional<byte[]> read(String file, int seq);
    }
}
