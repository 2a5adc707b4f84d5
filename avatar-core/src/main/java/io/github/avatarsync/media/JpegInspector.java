package io.github.avatarsync.media;

import io.github.avatarsync.MediaRules;
import io.github.avatarsync.media.Inspection.JpegTraits;

/**
 * Walks the segments of a JPEG once (ITU-T T.81) and keeps those that make the picture: frame, scans, tables, the colour
 * transform (JFIF, Adobe), the colour profile, and the orientation as the only field of EXIF.
 */
final class JpegInspector {
    private static final int SOI = 0xd8;
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;
    private static final int DHT = 0xc4;
    private static final int DQT = 0xdb;
    private static final int DRI = 0xdd;
    private static final int SOF_PROGRESSIVE = 0xc2;
    private static final int APP0 = 0xe0;
    private static final int LAST_SPECTRAL = 63;

    private final byte[] data;
    private final Limits limits;
    private final Cursor in;
    private final JpegMetadata metadata;
    private final Parts picture;

    private int width;
    private int height;
    private int components;
    private boolean progressive;
    private boolean previewFirst;
    private int scans;

    private JpegInspector(byte[] data, MediaRules rules) {
        this.data = data;
        this.limits = new Limits(rules, Format.JPEG);
        this.in = new Cursor(data, 0, data.length, Format.JPEG);
        this.metadata = new JpegMetadata(data, limits);
        this.picture = new Parts(data);
    }

    static Inspection inspect(byte[] data, MediaRules rules) {
        return new JpegInspector(data, rules).inspect();
    }

    private Inspection inspect() {
        in.skip(2, "start of image");
        int marker = nextMarker();
        while (marker != EOI) {
            limits.part();
            segment(marker);
            marker = nextMarker();
        }
        if (scans == 0) {
            throw Reject.malformed(Format.JPEG, "there is no picture in it");
        }
        Parts still = file(metadata.still());
        return new Inspection(
                Format.JPEG,
                width,
                height,
                metadata.orientation(),
                Box.of(width, height),
                file(metadata.sealed()),
                still,
                still.size(),
                metadata.profile(),
                null,
                new JpegTraits(components, metadata.adobeTransform(), progressive, previewFirst));
    }

    private Parts file(Parts header) {
        Parts file = new Parts(data);
        file.add((byte) 0xff, (byte) SOI);
        file.addAll(header);
        file.addAll(picture);
        file.add((byte) 0xff, (byte) EOI);
        return file;
    }

    /** Finds the next marker; padding and stray bytes before it are legal or harmless, and are not kept. */
    private int nextMarker() {
        while (true) {
            int value = in.u8("a marker");
            while (value == 0xff) {
                value = in.u8("a marker");
                if (value != 0xff && value != 0 && !isRestart(value)) {
                    return value;
                }
            }
        }
    }

    private void segment(int marker) {
        int start = in.position() - 2;
        in.need(2, "segment length");
        int length = in.u16("segment length");
        if (length < 2) {
            throw Reject.malformed(Format.JPEG, "a segment of length " + length);
        }
        int end = in.position() + length - 2;
        in.need(length - 2L, "segment " + Integer.toHexString(marker));
        if (marker >= APP0) {
            metadata.segment(marker, in.position(), end);
        } else {
            pictureSegment(marker, start, end);
        }
        if (marker != SOS) {
            in.seek(end);
        }
    }

    private void pictureSegment(int marker, int start, int end) {
        switch (marker) {
            case DHT, DQT, DRI -> keep(marker, start + 2, end);
            case 0xc0, 0xc1, SOF_PROGRESSIVE -> frame(marker, start, end);
            case SOS -> scan(start, end);
            case 0xc3, 0xc7, 0xcb, 0xcf -> throw Reject.unsupported("Lossless JPEG");
            case 0xc9, 0xca, 0xcd, 0xce, 0xcc -> throw Reject.unsupported("JPEG with arithmetic coding");
            case 0xc5, 0xc6, 0xde, 0xdf -> throw Reject.unsupported("Hierarchical JPEG");
            default -> throw Reject.malformed(Format.JPEG, "unknown marker " + Integer.toHexString(marker));
        }
    }

    private void keep(int marker, int from, int end) {
        picture.add((byte) 0xff, (byte) marker);
        picture.keep(from, end);
    }

    private void frame(int marker, int start, int end) {
        if (components != 0) {
            throw Reject.malformed(Format.JPEG, "a second frame");
        }
        in.need(6, "frame header");
        int precision = in.u8("precision");
        height = in.u16("height");
        width = in.u16("width");
        components = in.u8("components");
        if (precision != 8) {
            throw Reject.unsupported("JPEG with " + precision + " bits per sample");
        }
        if (components != 1 && components != 3 && components != 4) {
            throw Reject.unsupported("JPEG with " + components + " components");
        }
        if (in.position() + 3 * components != end) {
            throw Reject.malformed(Format.JPEG, "a frame header of the wrong length");
        }
        limits.size(width, height);
        samplingFactors();
        progressive = marker == SOF_PROGRESSIVE;
        keep(marker, start + 2, end);
    }

    private void samplingFactors() {
        for (int i = 0; i < components; i++) {
            in.u8("component id");
            int factors = in.u8("sampling factors");
            in.u8("quantization table");
            if (!isFactor(factors >> 4) || !isFactor(factors & 15)) {
                throw Reject.malformed(Format.JPEG, "sampling factors " + Integer.toHexString(factors));
            }
        }
    }

    private static boolean isFactor(int factor) {
        return factor >= 1 && factor <= 4;
    }

    private void scan(int start, int headerEnd) {
        if (components == 0) {
            throw Reject.malformed(Format.JPEG, "a scan before the frame");
        }
        limits.scans(++scans);
        int inScan = in.u8("components of scan");
        if (inScan < 1 || inScan > components || in.position() + 2 * inScan + 3 != headerEnd) {
            throw Reject.malformed(Format.JPEG, "a scan of " + inScan + " components");
        }
        in.skip(2L * inScan, "scan header");
        int firstSpectral = in.u8("start of spectral selection");
        int lastSpectral = in.u8("end of spectral selection");
        int approximation = in.u8("approximation");
        if (firstSpectral > lastSpectral || lastSpectral > LAST_SPECTRAL) {
            throw Reject.malformed(Format.JPEG, "spectral selection " + firstSpectral + " to " + lastSpectral);
        }
        if (scans == 1) {
            // Refinements of more than one bit would leave the preview too coarse.
            previewFirst = progressive && inScan == components && lastSpectral == 0 && approximation <= 1;
        }
        picture.keep(start, skipEntropyCodedData());
    }

    /** Goes to the marker after the coded data of a scan: any but a stuffed zero or a restart. */
    private int skipEntropyCodedData() {
        for (int at = in.position(); at < data.length - 1; at++) {
            if (data[at] == (byte) 0xff) {
                int next = data[at + 1] & 0xff;
                if (next != 0 && next != 0xff && !isRestart(next)) {
                    in.seek(at);
                    return at;
                }
            }
        }
        throw Reject.truncated(Format.JPEG, "there is no end of image after the last scan");
    }

    private static boolean isRestart(int marker) {
        return marker >= 0xd0 && marker <= 0xd7;
    }
}
