package io.github.avatarsync.media;

/** The one EXIF field that matters here: reads the orientation, and writes an EXIF block that holds nothing else. */
final class Exif {
    private static final int ORIENTATION_TAG = 0x0112;
    private static final int TYPE_SHORT = 3;
    private static final int ENTRY_BYTES = 12;

    private final byte[] data;
    private final int from;
    private final int to;
    private boolean littleEndian;

    private Exif(byte[] data, int from, int to) {
        this.data = data;
        this.from = from;
        this.to = to;
    }

    /** The orientation in a TIFF structure; upright if the structure is damaged or says nothing, never an error. */
    static Orientation orientation(byte[] data, int from, int to) {
        return new Exif(data, from, to).orientation();
    }

    /** A TIFF structure with the orientation as its only entry. */
    static byte[] only(Orientation orientation) {
        return new byte[] {
            'M',
            'M',
            0,
            42,
            0,
            0,
            0,
            8, // big-endian, first directory at 8
            0,
            1, // one entry
            0x01,
            0x12,
            0,
            TYPE_SHORT,
            0,
            0,
            0,
            1,
            0,
            (byte) orientation.exif,
            0,
            0, // orientation, one short
            0,
            0,
            0,
            0 // no further directory
        };
    }

    private Orientation orientation() {
        if (to - from < 8 || data[from] != data[from + 1] || (data[from] != 'I' && data[from] != 'M')) {
            return Orientation.UPRIGHT;
        }
        littleEndian = data[from] == 'I';
        long directory = from + u32(from + 4);
        if (u16(from + 2) != 42 || directory < from + 8L || directory + 2 > to) {
            return Orientation.UPRIGHT;
        }
        int entries = u16((int) directory);
        for (int i = 0; i < entries; i++) {
            int entry = (int) directory + 2 + i * ENTRY_BYTES;
            if (entry + ENTRY_BYTES > to) {
                break;
            }
            if (u16(entry) == ORIENTATION_TAG && u16(entry + 2) == TYPE_SHORT) {
                return Orientation.of(u16(entry + 8));
            }
        }
        return Orientation.UPRIGHT;
    }

    private int u16(int at) {
        int first = data[at] & 0xff;
        int second = data[at + 1] & 0xff;
        return littleEndian ? second << 8 | first : first << 8 | second;
    }

    private long u32(int at) {
        long first = u16(at);
        long second = u16(at + 2);
        return littleEndian ? second << 16 | first : first << 16 | second;
    }
}
