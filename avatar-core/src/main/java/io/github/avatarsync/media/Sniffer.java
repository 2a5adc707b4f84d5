package io.github.avatarsync.media;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Tells a file's format from its first bytes, and refuses what is not accepted by its name. */
final class Sniffer {
    /** Bytes of a file's head that are looked at. */
    static final int HEAD_BYTES = 4096;

    /** A name for what starts like this: a hexadecimal pattern in which {@code ..} stands for any byte. */
    private record Magic(String pattern, String name) {
        boolean matches(byte[] head) {
            int bytes = pattern.length() / 2;
            if (head.length < bytes) {
                return false;
            }
            for (int i = 0; i < bytes; i++) {
                String expected = pattern.substring(2 * i, 2 * i + 2);
                if (!expected.equals("..") && Integer.parseInt(expected, 16) != (head[i] & 0xff)) {
                    return false;
                }
            }
            return true;
        }
    }

    private static final List<Magic> REFUSED = List.of(
            new Magic("25504446", "PDF"),
            new Magic("49492a00", "TIFF"),
            new Magic("4d4d002a", "TIFF"),
            new Magic("49492b00", "TIFF"),
            new Magic("4d4d002b", "TIFF"),
            new Magic("504b0304", "ZIP"),
            new Magic("504b0506", "ZIP"),
            new Magic("0000000c4a584c20", "JPEG XL"),
            new Magic("ff0a", "JPEG XL"),
            new Magic("0000000c6a502020", "JPEG 2000"),
            new Magic("ff4fff51", "JPEG 2000"),
            new Magic("38425053", "Photoshop (PSD)"),
            new Magic("00000100", "ICO"),
            new Magic("00000200", "CUR"),
            new Magic("1f8b", "gzip"),
            new Magic("377abcaf271c", "7-Zip"),
            new Magic("526172211a07", "RAR"),
            new Magic("52494646........41564920", "AVI"),
            new Magic("52494646........57415645", "WAV"),
            new Magic("4f676753", "Ogg"),
            new Magic("464c5601", "Flash video"),
            new Magic("494433", "MP3"),
            new Magic("000001ba", "MPEG"),
            new Magic("7f454c46", "An ELF program"),
            new Magic("4d5a", "A Windows program"),
            new Magic("cafebabe", "A Java class"),
            new Magic("2521", "PostScript"),
            new Magic("712f", "QOI"));

    private static final Set<String> HEIC_BRANDS =
            Set.of("heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs", "mif1", "msf1", "mif2");
    private static final Set<String> AVIF_BRANDS = Set.of("avif", "avis");

    private Sniffer() {}

    /** The format of a file with this head, never null. */
    static Format sniff(byte[] head) {
        if (head.length == 0) {
            throw Reject.empty();
        }
        if (is(head, "89504e470d0a1a0a")) {
            return Format.PNG;
        }
        if (is(head, "ffd8ff")) {
            return Format.JPEG;
        }
        if (is(head, "474946383761") || is(head, "474946383961")) {
            return Format.GIF;
        }
        if (is(head, "52494646........57454250")) {
            return Format.WEBP;
        }
        if (is(head, "........66747970")) {
            return isoMedia(head);
        }
        if (is(head, "1a45dfa3")) {
            return matroska(head);
        }
        throw refusal(head);
    }

    private static boolean is(byte[] head, String pattern) {
        return new Magic(pattern, "").matches(head);
    }

    /** Tells MP4 from its relatives by the brands of its first box (ISO/IEC 14496-12, 4.3). */
    private static Format isoMedia(byte[] head) {
        String major = latin(head, 8, 12).toLowerCase(Locale.ROOT);
        if (AVIF_BRANDS.contains(major) || anyBrand(head, AVIF_BRANDS)) {
            throw Reject.unsupported("AVIF");
        }
        if (HEIC_BRANDS.contains(major)) {
            throw Reject.unsupported("HEIC");
        }
        if (major.equals("qt  ")) {
            throw Reject.unsupported("QuickTime video (MOV)");
        }
        if (major.startsWith("m4a") || major.startsWith("m4b")) {
            throw Reject.unsupported("Audio (M4A)");
        }
        if (major.equals("crx ")) {
            throw Reject.unsupported("Canon raw");
        }
        return Format.MP4;
    }

    private static boolean anyBrand(byte[] head, Set<String> brands) {
        int end = Math.min(head.length, (head[2] & 0xff) << 8 | (head[3] & 0xff));
        for (int at = 16; at + 4 <= end; at += 4) {
            if (brands.contains(latin(head, at, at + 4))) {
                return true;
            }
        }
        return false;
    }

    private static Format matroska(byte[] head) {
        String start = latin(head, 0, Math.min(head.length, 64));
        if (start.contains("webm")) {
            return Format.WEBM;
        }
        throw Reject.unsupported("Matroska video (MKV)");
    }

    private static RuntimeException refusal(byte[] head) {
        for (Magic magic : REFUSED) {
            if (magic.matches(head)) {
                return Reject.unsupported(magic.name);
            }
        }
        if (isBmp(head)) {
            return Reject.unsupported("BMP");
        }
        if (isText(head) || isMarkup(head)) {
            return Reject.unsupported(textName(head));
        }
        return Reject.unsupported("This unknown format");
    }

    private static boolean isBmp(byte[] head) {
        // The size of the header that follows tells it from text that starts with "BM".
        return is(head, "424d") && head.length >= 18 && head[15] == 0 && head[16] == 0 && head[17] == 0;
    }

    private static boolean isText(byte[] head) {
        if (is(head, "fffe") || is(head, "feff")) {
            return true;
        }
        for (byte value : head) {
            boolean space = value == '\t' || value == '\n' || value == '\r' || value == '\f';
            if ((value >= 0 && value < ' ' && !space) || value == 0x7f) {
                return false;
            }
        }
        return true;
    }

    /** Markup with something else behind it: it is what it starts with. */
    private static boolean isMarkup(byte[] head) {
        String start = latin(head, 0, 64).stripLeading().toLowerCase(Locale.ROOT);
        return start.startsWith("<html")
                || start.startsWith("<!doctype")
                || start.startsWith("<svg")
                || start.startsWith("<?xml");
    }

    private static String textName(byte[] head) {
        String text = latin(head, 0, head.length).toLowerCase(Locale.ROOT);
        if (text.contains("<svg")) {
            return "SVG";
        }
        if (text.contains("<!doctype html") || text.contains("<html")) {
            return "HTML";
        }
        if (text.startsWith("<?xml", text.startsWith("\u00ef\u00bb\u00bf") ? 3 : 0)) {
            return "XML";
        }
        return "Text";
    }

    private static String latin(byte[] head, int from, int to) {
        int end = Math.min(to, head.length);
        return from >= end ? "" : new String(head, from, end - from, StandardCharsets.ISO_8859_1);
    }
}
