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
 * The bytes of a record's file: its document in UTF-8, a line {@code checksum: } with the SHA-256 of all before that line, and both
 * once more, so that what spoils one copy leaves the other.
 *
 * <p>A file with one copy is as good, until it is written again: a person who repaired a record need not write it twice. By hand:
 * {@code head -n N FILE | sha256sum}, where N lines come before the first checksum.
 *
 * @param record what the file says
 * @param whole whether all of it says so; else it wants to be written again
 */
record RecordFile(AvatarRecord record, boolean whole) {
    private static final byte[] LABEL = "checksum: ".getBytes(StandardCharsets.US_ASCII);
    private static final int TRAILER = LABEL.length + 64 + 1;

    static byte[] encode(AvatarRecord record) {
        byte[] copy = seal(record.document());
        byte[] bytes = Arrays.copyOf(copy, 2 * copy.length);
        System.arraycopy(copy, 0, bytes, copy.length, copy.length);
        return bytes;
    }

    /** Text and checksum. */
    static byte[] seal(String text) {
        byte[] document = text.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = Arrays.copyOf(document, document.length + TRAILER);
        byte[] trailer = trailer(bytes, 0, document.length);
        System.arraycopy(trailer, 0, bytes, document.length, TRAILER);
        return bytes;
    }

    /**
     * Reads a record.
     *
     * @throws DamagedRecordException if the file is complete and no copy has the right checksum
     * @throws AvatarStoreException if it is not complete, of a format that this version cannot read, or another avatar's
     */
    static RecordFile decode(AvatarId id, byte[] bytes) {
        int half = bytes.length / 2;
        if (isSealed(bytes, 0, half)) {
            return parse(id, bytes, 0, half, Arrays.equals(bytes, 0, half, bytes, half, bytes.length));
        }
        if (isSealed(bytes, 0, bytes.length)) {
            return parse(id, bytes, 0, bytes.length, true);
        }
        if (isSealed(bytes, bytes.length - half, bytes.length)) {
            return parse(id, bytes, bytes.length - half, bytes.length, false);
        }
        int end = endOfFirstCopy(bytes);
        if (isSealed(bytes, 0, end)) {
            return parse(id, bytes, 0, end, false);
        }
        if (hasTrailer(bytes, 0, bytes.length)) {
            throw new DamagedRecordException(id);
        }
        throw new AvatarStoreException(
                "the record of avatar " + id
                        + " does not end with its checksum; restore it from a backup, or update the library if a newer one wrote it",
                null);
    }

    private static RecordFile parse(AvatarId id, byte[] bytes, int from, int to, boolean whole) {
        String document = new String(bytes, from, to - TRAILER - from, StandardCharsets.UTF_8);
        AvatarRecord record = AvatarRecord.parse(document);
        if (!record.id().equals(id)) {
            throw new AvatarStoreException(
                    "the record of avatar " + id + " is that of " + record.id() + "; give the file its right name",
                    null);
        }
        return new RecordFile(record, whole);
    }

    /** Behind the first line that looks like a checksum; 0 if there is none. */
    private static int endOfFirstCopy(byte[] bytes) {
        for (int end = TRAILER; end <= bytes.length; end++) {
            if (bytes[end - 1] == '\n' && hasTrailer(bytes, 0, end)) {
                return end;
            }
        }
        return 0;
    }

    private static boolean hasTrailer(byte[] bytes, int from, int to) {
        int start = to - TRAILER;
        return start >= from && Arrays.equals(bytes, start, start + LABEL.length, LABEL, 0, LABEL.length);
    }

    private static boolean isSealed(byte[] bytes, int from, int to) {
        int start = to - TRAILER;
        return hasTrailer(bytes, from, to) && Arrays.equals(bytes, start, to, trailer(bytes, from, start), 0, TRAILER);
    }

    private static byte[] trailer(byte[] bytes, int from, int to) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(bytes, from, to - from);
            String line = new String(LABEL, StandardCharsets.US_ASCII)
                    + HexFormat.of().formatHex(sha256.digest()) + "\n";
            return line.getBytes(StandardCharsets.US_ASCII);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
