package io.github.avatarsync.store;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.AvatarStoreException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The bytes of a record's file: its document in UTF-8 and a last line {@code checksum: } with the SHA-256 of all before that line.
 *
 * <p>By hand: {@code head -n -1 FILE | sha256sum}.
 */
final class RecordFile {
    private static final byte[] LABEL = "checksum: ".getBytes(StandardCharsets.US_ASCII);
    private static final int TRAILER = LABEL.length + 64 + 1;

    private RecordFile() {}

    static byte[] encode(AvatarRecord record) {
        return seal(record.document());
    }

    /** Text and checksum. */
    static byte[] seal(String text) {
        byte[] document = text.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = Arrays.copyOf(document, document.length + TRAILER);
        byte[] trailer = trailer(bytes, document.length);
        System.arraycopy(trailer, 0, bytes, document.length, TRAILER);
        return bytes;
    }

    /**
     * Reads a record.
     *
     * @throws DamagedRecordException if the file is complete and its checksum is wrong
     * @throws AvatarStoreException if it is not complete, of a format that this version cannot read, or another avatar's
     */
    static AvatarRecord decode(AvatarId id, byte[] bytes) {
        int end = bytes.length - TRAILER;
        if (end < 0 || !Arrays.equals(bytes, end, end + LABEL.length, LABEL, 0, LABEL.length)) {
            throw new AvatarStoreException(
                    "the record of avatar " + id
                            + " does not end with its checksum; restore it from a backup, or update the library if a newer one wrote it",
                    null);
        }
        if (!Arrays.equals(bytes, end, bytes.length, trailer(bytes, end), 0, TRAILER)) {
            throw new DamagedRecordException(id);
        }
        AvatarRecord record = AvatarRecord.parse(new String(bytes, 0, end, StandardCharsets.UTF_8));
        if (!record.id().equals(id)) {
            throw new AvatarStoreException(
                    "the record of avatar " + id + " is that of " + record.id() + "; give the file its right name",
                    null);
        }
        return record;
    }

    private static byte[] trailer(byte[] bytes, int end) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(bytes, 0, end);
            String line = new String(LABEL, StandardCharsets.US_ASCII)
                    + HexFormat.of().formatHex(sha256.digest()) + "\n";
            return line.getBytes(StandardCharsets.US_ASCII);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
