package io.github.avatarsync.aws;

import java.security.MessageDigest;
import java.util.HexFormat;

/** The SHA-256 that bytes must have. */
record ExpectedHash(byte[] sha256) {
    static ExpectedHash of(String hex) {
        return new ExpectedHash(HexFormat.of().parseHex(hex));
    }

    boolean isMetBy(MessageDigest found) {
        return MessageDigest.isEqual(sha256, found.digest());
    }
}
