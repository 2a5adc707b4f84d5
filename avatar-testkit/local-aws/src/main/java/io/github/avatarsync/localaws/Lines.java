package io.github.avatarsync.localaws;

import jakarta.annotation.Nullable;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Lines of an HTTP head, ended by CRLF or LF, one character per byte. */
final class Lines {
    private static final int MAX_LENGTH = 64 * 1024;

    private Lines() {}

    /** The next line, or null at a clean end of the stream. */
    @Nullable
    static String next(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(80);
        int b = in.read();
        if (b < 0) {
            return null;
        }
        for (; b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the stream ended inside a line");
            }
            if (line.size() == MAX_LENGTH) {
                throw new IOException("a line of an HTTP head is longer than " + MAX_LENGTH + " bytes");
            }
            line.write(b);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    static String require(InputStream in) throws IOException {
        String line = next(in);
        if (line == null) {
            throw new EOFException("the stream ended inside an HTTP head");
        }
        return line;
    }
}
