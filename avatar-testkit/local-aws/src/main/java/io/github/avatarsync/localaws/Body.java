package io.github.avatarsync.localaws;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The body of one HTTP message as a stream that ends where the body ends; closing it leaves the connection open. */
abstract class Body extends InputStream {
    final InputStream in;

    private Body(InputStream in) {
        this.in = in;
    }

    static Body empty() {
        return new Fixed(InputStream.nullInputStream(), 0);
    }

    static Body fixed(InputStream in, long length) {
        return new Fixed(in, length);
    }

    static Body chunked(InputStream in) {
        return new Chunked(in);
    }

    static Body untilClosed(InputStream in) {
        return new Fixed(in, Long.MAX_VALUE) {
            @Override
            int ended() {
                return -1;
            }
        };
    }

    /** Whether the last byte has been read. */
    abstract boolean isFinished();

    final void drain() throws IOException {
        transferTo(OutputStream.nullOutputStream());
    }

    @Override
    public abstract int read(byte[] buffer, int offset, int length) throws IOException;

    @Override
    public final int read() throws IOException {
        byte[] one = new byte[1];
        int n = read(one, 0, 1);
        return n < 0 ? -1 : one[0] & 0xff;
    }

    private static class Fixed extends Body {
        private long left;

        Fixed(InputStream in, long length) {
            super(in);
            left = length;
        }

        @Override
        boolean isFinished() {
            return left == 0;
        }

        int ended() throws IOException {
            throw new EOFException("the body ended " + left + " bytes too early");
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int n = in.read(buffer, offset, (int) Math.min(length, left));
            if (n < 0) {
                return ended();
            }
            left -= n;
            return n;
        }
    }

    private static final class Chunked extends Body {
        private long left;
        private boolean started;
        private boolean finished;

        Chunked(InputStream in) {
            super(in);
        }

        @Override
        boolean isFinished() {
            return finished;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (left == 0 && !finished) {
                nextChunk();
            }
            if (finished) {
                return -1;
            }
            int n = in.read(buffer, offset, (int) Math.min(length, left));
            if (n < 0) {
                throw new EOFException("the body ended inside a chunk");
            }
            left -= n;
            return n;
        }

        private void nextChunk() throws IOException {
            if (started) {
                Lines.require(in);
            }
            started = true;
            String size = Lines.require(in).split(";", 2)[0].trim();
            try {
                left = Long.parseLong(size, 16);
            } catch (NumberFormatException e) {
                throw new IOException("not the size of a chunk", e);
            }
            if (left == 0) {
                Headers.read(in);
                finished = true;
            }
        }
    }
}
