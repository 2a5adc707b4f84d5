package io.github.avatarsync.localaws;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that breaks off after some bytes. */
final class CutStream extends FilterInputStream {
    /** The place where the stream was to break off. */
    static final class CutException extends IOException {
        private static final long serialVersionUID = 1;
    }

    private long left;

    CutStream(InputStream in, long bytes) {
        super(in);
        left = bytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (left == 0) {
            throw new CutException();
        }
        int n = in.read(buffer, offset, (int) Math.min(length, left));
        left -= Math.max(0, n);
        return n;
    }
}
