package io.github.avatarsync.media;

import jakarta.annotation.Nullable;
import java.nio.charset.StandardCharsets;

/** One track of an MP4 while its boxes are walked: what kind it is, how large its picture, where its samples lie. */
final class Mp4Track {
    private static final int TKHD_V0_MATRIX = 40;
    private static final int TKHD_V1_MATRIX = 52;
    private static final int MATRIX_BYTES = 36;
    private static final int STSD_ENTRY = 8;
    private static final int SAMPLE_SIZE = 24;

    private final byte[] data;
    private String handler = "";
    private String codec = "";
    private int shownWidth;
    private int shownHeight;
    private int codedWidth;
    private int codedHeight;
    private boolean turned;

    @Nullable
    private Mp4Box chunkOffsets;

    @Nullable
    private Mp4Box samplesPerChunk;

    @Nullable
    private Mp4Box sampleSizes;

    Mp4Track(byte[] data) {
        this.data = data;
    }

    /** Takes a leaf that tells something about the track. */
    void leaf(Mp4Box box) {
        switch (box.type()) {
            case "tkhd" -> header(box);
            case "hdlr" -> handler = text(box, 8);
            case "stsd" -> sampleDescription(box);
            case "stco", "co64" -> chunkOffsets = box;
            case "stsc" -> samplesPerChunk = box;
            case "stsz" -> sampleSizes = box;
            default -> {
                // Tells nothing that is needed here.
            }
        }
    }

    private void header(Mp4Box box) {
        Cursor in = cursor(box);
        int version = in.u8("track header");
        in.skip((version == 0 ? TKHD_V0_MATRIX : TKHD_V1_MATRIX) - 1L, "track header");
        int matrix = in.position();
        in.skip(MATRIX_BYTES, "track header");
        shownWidth = (int) (in.u32("width") >> 16);
        shownHeight = (int) (in.u32("height") >> 16);
        in.seek(matrix);
        long a = in.u32("matrix");
        long b = in.u32("matrix");
        turned = a == 0 && b != 0;
    }

    private void sampleDescription(Mp4Box box) {
        Cursor in = cursor(box);
        in.skip(STSD_ENTRY + 4L, "sample description");
        in.need(4, "sample description");
        codec = text(box, STSD_ENTRY + 4);
        in.skip(4, "sample description");
        if (in.remaining() >= SAMPLE_SIZE + 4) {
            in.skip(SAMPLE_SIZE, "sample description");
            codedWidth = in.u16("width");
            codedHeight = in.u16("height");
        }
    }

    boolean isVideo() {
        return handler.equals("vide");
    }

    /** Tracks of other kinds (text, timed metadata) may say where the camera was, second by second. */
    boolean isKept() {
        return isVideo() || handler.equals("soun");
    }

    String codec() {
        return codec;
    }

    /** Checks the coded size, which a player has to decode. */
    void checkSize(Limits limits) {
        limits.size(codedWidth, codedHeight);
        if (shownWidth > 0 && shownHeight > 0) {
            limits.size(shownWidth, shownHeight);
        }
    }

    int width() {
        return turned ? upright(shownHeight, codedHeight) : upright(shownWidth, codedWidth);
    }

    int height() {
        return turned ? upright(shownWidth, codedWidth) : upright(shownHeight, codedHeight);
    }

    private static int upright(int shown, int coded) {
        return shown > 0 ? shown : coded;
    }

    /** Tells where each chunk of samples lies in the file. */
    interface ChunkVisitor {
        void chunk(long offset, long length);
    }

    void forEachChunk(ChunkVisitor visitor) {
        if (chunkOffsets == null || samplesPerChunk == null || sampleSizes == null) {
            return;
        }
        Cursor offsets = table(chunkOffsets);
        Cursor runs = table(samplesPerChunk);
        Cursor sizes = cursor(sampleSizes);
        sizes.skip(4, "sample sizes");
        long commonSize = sizes.u32("sample size");
        sizes.skip(4, "sample count");
        boolean wide = chunkOffsets.type().equals("co64");
        long perChunk = 0;
        long nextRun = 1;
        for (long chunk = 1; offsets.remaining() >= (wide ? 8 : 4); chunk++) {
            while (chunk == nextRun && runs.remaining() >= 12) {
                runs.skip(4, "run");
                perChunk = runs.u32("samples per chunk");
                runs.skip(4, "run");
                nextRun = runs.remaining() >= 12 ? peekU32(runs) : Long.MAX_VALUE;
            }
            long offset = wide ? offsets.u32("offset") << 32 | offsets.u32("offset") : offsets.u32("offset");
            visitor.chunk(offset, chunkLength(sizes, commonSize, perChunk));
        }
    }

    private static long chunkLength(Cursor sizes, long commonSize, long samples) {
        if (commonSize > 0) {
            return commonSize * Math.min(samples, Integer.MAX_VALUE);
        }
        long length = 0;
        for (long i = 0; i < samples && sizes.remaining() >= 4; i++) {
            length += sizes.u32("sample size");
        }
        return length;
    }

    private static long peekU32(Cursor in) {
        int position = in.position();
        long value = in.u32("run");
        in.seek(position);
        return value;
    }

    /** The entries of a table, behind version and count. */
    private Cursor table(Mp4Box box) {
        Cursor in = cursor(box);
        in.skip(8, box.type());
        return in;
    }

    private Cursor cursor(Mp4Box box) {
        return new Cursor(data, box.body(), box.end(), Format.MP4);
    }

    private String text(Mp4Box box, int offset) {
        if (box.length() < offset + 4) {
            return "";
        }
        return new String(data, box.body() + offset, 4, StandardCharsets.ISO_8859_1);
    }
}
