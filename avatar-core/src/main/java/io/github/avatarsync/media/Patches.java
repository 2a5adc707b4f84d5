package io.github.avatarsync.media;

import io.github.avatarsync.Content;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;

/**
 * Changes to a file that keep its length up to a cut at its end: ranges set to zero, and a few bytes written over. Applied while
 * the file is read.
 */
final class Patches {
    private static final int MAX_PIECE = 16;

    /** Start to end; ranges neither overlap nor touch. */
    private final TreeMap<Long, Long> zeros = new TreeMap<>();

    /** Position to bytes; written after the zeros. */
    private final TreeMap<Long, byte[]> overwritten = new TreeMap<>();

    void zero(long from, long to) {
        if (from >= to) {
            return;
        }
        long start = from;
        long end = to;
        Map.Entry<Long, Long> before = zeros.floorEntry(from);
        if (before != null && before.getValue() >= from) {
            start = before.getKey();
            end = Math.max(end, before.getValue());
        }
        Map.Entry<Long, Long> next = zeros.ceilingEntry(start);
        while (next != null && next.getKey() <= end) {
            end = Math.max(end, next.getValue());
            zeros.remove(next.getKey());
            next = zeros.ceilingEntry(start);
        }
        zeros.put(start, end);
    }

    void overwrite(long at, byte... bytes) {
        if (bytes.length > MAX_PIECE) {
            throw new IllegalArgumentException("a piece of " + bytes.length + " bytes");
        }
        overwritten.put(at, bytes);
    }

    /** The patched file up to {@code length}; reads {@code source} anew each time it is opened. */
    Content applyTo(Content source, long length) {
        return new Content() {
            @Override
            public long size() {
                return length;
            }

            @Override
            public InputStream open() throws IOException {
                return new Patched(source.open(), length);
            }
        };
    }

    private final class Patched extends FilterInputStream {
        private final long length;
        private long position;

        Patched(InputStream in, long length) {
            super(in);
            this.length = length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int count) throws IOException {
            if (count == 0) {
                return 0;
            }
            if (position >= length) {
                return -1;
            }
            int read = in.read(target, offset, (int) Math.min(count, length - position));
            if (read < 0) {
                throw new IOException("the content became shorter: it ends at " + position + " instead of " + length);
            }
            patch(target, offset, read);
            position += read;
            return read;
        }

        private void patch(byte[] target, int offset, int count) {
            long end = position + count;
            Long first = zeros.floorKey(position);
            zeros.subMap(first == null ? position : first, end).forEach((from, to) -> {
                for (long at = Math.max(from, position); at < Math.min(to, end); at++) {
                    target[offset + (int) (at - position)] = 0;
                }
            });
            // A piece that began before this read may reach into it.
            overwritten.subMap(position - MAX_PIECE, end).forEach((from, bytes) -> {
                for (int i = 0; i < bytes.length; i++) {
                    long at = from + i;
                    if (at >= position && at < end) {
                        target[offset + (int) (at - position)] = bytes[i];
                    }
                }
            });
        }

        @Override
        public long skip(long count) throws IOException {
            long skipped = in.skip(Math.min(count, length - position));
            position += skipped;
            return skipped;
        }

        @Override
        public int available() throws IOException {
            return (int) Math.min(in.available(), length - position);
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
