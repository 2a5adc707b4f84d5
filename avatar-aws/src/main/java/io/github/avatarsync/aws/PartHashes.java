package io.github.avatarsync.aws;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.Part;

/**
 * The hashes of the parts of a large object, and the checksum that the store gives what it puts together from them: the hash of the
 * hashes, and their number.
 *
 * <p>SHA-256 in base64 is what S3 echoes. MD5 in hexadecimal is the ETag of a part or an object where a store tells no other
 * checksum.
 */
final class PartHashes {
    private final boolean etags;
    private final MessageDigest sha256 = Sha256.digest();
    private final MessageDigest md5 = Sha256.md5();
    private final List<byte[]> sha256s = new ArrayList<>();
    private final List<byte[]> md5s = new ArrayList<>();
    private long inPart;
    private long total;

    /** {@code etags} where the store knows no SHA-256. */
    PartHashes(boolean etags) {
        this.etags = etags;
    }

    void update(byte[] bytes, int length) {
        int from = 0;
        while (from < length) {
            int n = (int) Math.min(length - from, S3Clients.PART_SIZE - inPart);
            sha256.update(bytes, from, n);
            md5.update(bytes, from, n);
            from += n;
            inPart += n;
            if (inPart == S3Clients.PART_SIZE) {
                end();
            }
        }
        total += length;
    }

    /** Ends the last part. */
    void end() {
        if (inPart > 0) {
            sha256s.add(sha256.digest());
            md5s.add(md5.digest());
            inPart = 0;
        }
    }

    int count() {
        return sha256s.size();
    }

    /** What a part, counted from 1, must hash to; empty if no part of this size is there in the file. */
    Optional<ExpectedHash> expected(int number, long size) {
        return has(number, size) ? Optional.of(new ExpectedHash(sha256s.get(number - 1))) : Optional.empty();
    }

    private boolean has(int number, long size) {
        return number >= 1
                && number <= count()
                && size == Math.min(S3Clients.PART_SIZE, total - (number - 1) * S3Clients.PART_SIZE);
    }

    /** A part that the store has, with its checksum; empty if it is not what belongs there. */
    Optional<Part> known(Part part) {
        int number = part.partNumber();
        if (!has(number, part.size())) {
            return Optional.empty();
        }
        String checksum = Sha256.base64(sha256s.get(number - 1));
        boolean same = part.checksumSHA256() == null
                ? part.eTag().replace("\"", "").equals(Sha256.hex(md5s.get(number - 1)))
                : part.checksumSHA256().equals(checksum);
        if (!same) {
            return Optional.empty();
        }
        return Optional.of(
                etags ? part : part.toBuilder().checksumSHA256(checksum).build());
    }

    /** As the store says it of the whole. */
    String composite() {
        String hash = etags ? Sha256.hex(over(md5s, Sha256.md5())) : Sha256.base64(over(sha256s, Sha256.digest()));
        return hash + "-" + count();
    }

    private static byte[] over(List<byte[]> hashes, MessageDigest digest) {
        hashes.forEach(digest::update);
        return digest.digest();
    }
}
