package io.github.avatarsync.aws;

import java.security.MessageDigest;

/**
 * The checksum that S3 gives an object put together from parts: the hash of the parts' hashes, and their number.
 *
 * <p>SHA-256 in base64 as S3 echoes it, or MD5 in hexadecimal as in the ETag of a store that knows no other checksum.
 */
final class Composite {
    private final boolean md5;
    private final MessageDigest part;
    private final MessageDigest parts;
    private long inPart;
    private int count;

    Composite(boolean md5) {
        this.md5 = md5;
        this.part = md5 ? Sha256.md5() : Sha256.digest();
        this.parts = md5 ? Sha256.md5() : Sha256.digest();
    }

    void update(byte[] bytes, int length) {
        int from = 0;
        while (from < length) {
            int n = (int) Math.min(length - from, S3Clients.PART_SIZE - inPart);
            part.update(bytes, from, n);
            from += n;
            inPart += n;
            if (inPart == S3Clients.PART_SIZE) {
                endPart();
            }
        }
    }

    private void endPart() {
        parts.update(part.digest());
        count++;
        inPart = 0;
    }

    /** Ends it: to be asked once. */
    String value() {
        if (inPart > 0) {
            endPart();
        }
        byte[] hash = parts.digest();
        return (md5 ? Sha256.hex(hash) : Sha256.base64(hash)) + "-" + count;
    }
}
