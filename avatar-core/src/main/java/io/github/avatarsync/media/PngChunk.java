package io.github.avatarsync.media;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** The frame of a PNG chunk: length, type, data, checksum. */
final class PngChunk {
    static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    /** Length, type and checksum around the data. */
    static final int OVERHEAD = 12;

    private PngChunk() {}

    static byte[] of(String type, byte... body) {
        byte[] chunk = new byte[body.length + OVERHEAD];
        put32(chunk, 0, body.length);
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(name, 0, chunk, 4, 4);
        System.arraycopy(body, 0, chunk, 8, body.length);
        put32(chunk, body.length + 8, checksum(chunk, 4, body.length + 8));
        return chunk;
    }

    /** The checksum over type and data. */
    static int checksum(byte[] data, int from, int to) {
        CRC32 crc = new CRC32();
        crc.update(data, from, to - from);
        return (int) crc.getValue();
    }

    static void put32(byte[] target, int at, int value) {
        target[at] = (byte) (value >> 24);
        target[at + 1] = (byte) (value >> 16);
        target[at + 2] = (byte) (value >> 8);
        target[at + 3] = (byte) value;
    }
}
