package io.github.avatarsync.localaws;

import jakarta.annotation.Nullable;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The last bytes of an aws-chunked body: the trailer in which a client that streams names its checksum. */
final class Tail {
    private static final int LENGTH = 1024;
    private static final Pattern SHA256 = Pattern.compile("x-amz-checksum-sha256: *([A-Za-z0-9+/=]{44})\r\n");

    private final byte[] last = new byte[LENGTH];
    private int length;

    void passed(byte[] buffer, int n) {
        if (n >= LENGTH) {
            System.arraycopy(buffer, n - LENGTH, last, 0, LENGTH);
            length = LENGTH;
            return;
        }
        int kept = Math.min(length, LENGTH - n);
        System.arraycopy(last, length - kept, last, 0, kept);
        System.arraycopy(buffer, 0, last, kept, n);
        length = kept + n;
    }

    /** The SHA-256 in base64 that the trailer names, or null. */
    @Nullable
    String sha256() {
        Matcher matcher = SHA256.matcher(new String(last, 0, length, StandardCharsets.ISO_8859_1));
        String checksum = null;
        while (matcher.find()) {
            checksum = matcher.group(1);
        }
        return checksum;
    }
}
