package io.github.avatarsync.media;

import jakarta.annotation.Nullable;
import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** The colour profile in a PNG's iCCP chunk: inflated within the limit, and written again under a neutral name. */
final class PngProfile {
    private static final int MAX_NAME_BYTES = 79;
    private static final byte[] NAME = {'i', 'c', 'c', 0, 0};

    private PngProfile() {}

    /** The profile, or null if the chunk is damaged or holds something else. */
    @Nullable
    static IccProfile inflate(byte[] data, int from, int to, Limits limits) {
        int name = from;
        while (name < to && data[name] != 0) {
            name++;
        }
        int compressed = name + 2;
        if (compressed >= to || name == from || name - from > MAX_NAME_BYTES || data[name + 1] != 0) {
            return null;
        }
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(data, compressed, to - compressed);
            return IccProfile.of(inflate(inflater, limits));
        } catch (DataFormatException e) {
            return null;
        } finally {
            inflater.end();
        }
    }

    static byte[] chunk(IccProfile profile) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(NAME);
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(profile.bytes());
            deflater.finish();
            byte[] buffer = new byte[4096];
            while (!deflater.finished()) {
                body.write(buffer, 0, deflater.deflate(buffer));
            }
        } finally {
            deflater.end();
        }
        return PngChunk.of("iCCP", body.toByteArray());
    }

    private static byte[] inflate(Inflater inflater, Limits limits) throws DataFormatException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[4096];
        while (!inflater.finished()) {
            int count = inflater.inflate(buffer);
            if (count == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
                break;
            }
            out.write(buffer, 0, count);
            limits.profile(out.size());
        }
        return out.toByteArray();
    }
}
