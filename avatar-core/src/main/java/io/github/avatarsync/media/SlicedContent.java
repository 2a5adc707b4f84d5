package io.github.avatarsync.media;

import io.github.avatarsync.Content;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Content made of ascending ranges of another content and of bytes in memory; opening it opens the other one. */
final class SlicedContent implements Content {
    private final Content origin;
    private final List<Slice> slices = new ArrayList<>();
    private long originPosition;
    private long size;

    /** Bytes in memory, or, without them, a range of the origin. */
    private static final class Slice {
        private final byte[] own;
        private final long from;
        private final long length;

        Slice(byte[] own, long from, long length) {
            this.own = own;
            this.from = from;
            this.length = length;
        }
    }

    SlicedContent(Content origin) {
        this.origin = origin;
    }

    /** Goes on with a range of the origin, which starts where the one before ended or later. */
    void slice(long from, long length) {
        if (from < originPosition) {
            throw new IllegalArgumentException("a range at " + from + " behind one that ends at " + originPosition);
        }
        slices.add(new Slice(new byte[0], from, length));
        originPosition = from + length;
        size += length;
    }

    /** Goes on with bytes that stay in memory. */
    void own(byte[] bytes) {
        slices.add(new Slice(bytes, -1, bytes.length));
        size += bytes.length;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public InputStream open() throws IOException {
        return new Slices(origin.open());
    }

    private final class Slices extends InputStream {
        private final InputStream in;
        private long originPosition;
        private int index;
        private long done;

        Slices(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            while (index < slices.size() && done == slices.get(index).length) {
                index++;
                done = 0;
            }
            if (index == slices.size()) {
                return -1;
            }
            Slice slice = slices.get(index);
            int count = (int) Math.min(length, slice.length - done);
            count = slice.from < 0 ? copy(slice, target, offset, count) : range(slice, target, offset, count);
            done += count;
            return count;
        }

        private int copy(Slice slice, byte[] target, int offset, int count) {
            System.arraycopy(slice.own, (int) done, target, offset, count);
            return count;
        }

        private int range(Slice slice, byte[] target, int offset, int count) throws IOException {
            in.skipNBytes(slice.from + done - originPosition);
            originPosition = slice.from + done;
            int read = in.read(target, offset, count);
            if (read < 0) {
                throw new IOException("the content became shorter: it ends at " + originPosition);
            }
            originPosition += read;
            return read;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
