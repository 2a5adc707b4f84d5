package io.github.avatarsync.media;

import static io.github.avatarsync.media.Pictures.join;
import static io.github.avatarsync.media.Pictures.latin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Files that are two things at once, and files that are not what they seem. */
final class Polyglots {
    /** What somebody smuggles, by its kind. */
    static final Map<String, byte[]> CARGO = Map.of(
            "a script", latin("<html><script>alert('cargo')</script>"),
            "PHP", latin("<?php system('cargo'); ?>"),
            "a ZIP", join(latin("PK\3\4cargo"), new byte[30], latin("PK\5\6"), new byte[18]),
            "a PDF", latin("%PDF-1.7\n1 0 obj<</JS(cargo)>>endobj\n%%EOF"),
            "an SVG", latin("<svg xmlns='http://www.w3.org/2000/svg' onload='cargo()'/>"),
            "a program", join(latin("MZ\u0090\0cargo"), new byte[60]));

    private Polyglots() {}

    static Stream<Supplier<HostileFile>> files() {
        List<Supplier<HostileFile>> files = new ArrayList<>();
        CARGO.keySet().stream().sorted().forEach(kind -> {
            byte[] cargo = CARGO.get(kind);
            files.addAll(around(kind, cargo));
            files.addAll(inside(kind, cargo));
        });
        files.add(
                () -> HostileFile.of("GIF that is a script", latin("GIF89a/*"), new byte[40], latin("*/=1;alert(1)")));
        files.add(() -> HostileFile.of("HTML with a PNG", latin("<html>"), Pictures.png(Pictures.quarters(8, 8))));
        files.add(() -> HostileFile.of("PDF with a JPEG", latin("%PDF-1.7"), Pictures.jpeg(Pictures.quarters(8, 8))));
        files.add(
                () -> HostileFile.of("XML bomb", latin("<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>")));
        files.add(() -> HostileFile.of("zeros", new byte[100_000]));
        files.add(() -> HostileFile.of("noise", HostilePng.noise(100_000)));
        files.add(() -> HostileFile.of("one byte", new byte[1]));
        return files.stream();
    }

    private static List<Supplier<HostileFile>> around(String kind, byte[] cargo) {
        List<Supplier<HostileFile>> files = new ArrayList<>();
        Damage.seeds().forEach((name, seed) -> {
            files.add(() -> HostileFile.of(name + " before " + kind, seed, cargo));
            files.add(() -> HostileFile.of(name + " behind " + kind, cargo, seed));
        });
        return files;
    }

    /** Cargo where a format leaves room for it. */
    private static List<Supplier<HostileFile>> inside(String kind, byte[] cargo) {
        byte[] comment = join(new byte[] {0x21, (byte) 0xfe, (byte) cargo.length}, cargo, new byte[1]);
        byte[] gif = Pictures.gif(Pictures.quarters(16, 16));
        return List.of(
                () -> HostileFile.of(
                        "JPEG with " + kind,
                        Pictures.withSegments(Pictures.jpeg(Pictures.quarters(16, 16)), Pictures.segment(0xfe, cargo))),
                () -> HostileFile.of(
                        "PNG with " + kind,
                        Pictures.withChunks(
                                Pictures.png(Pictures.quarters(16, 16)),
                                PngChunk.of("tEXt", join(latin("a\0"), cargo)))),
                () -> HostileFile.of(
                        "GIF with " + kind, Arrays.copyOf(gif, gif.length - 1), comment, new byte[] {0x3b}),
                () -> HostileFile.of("MP4 with " + kind, Videos.mp4(64, 36), Videos.box("free", cargo)),
                () -> HostileFile.of("WebM with " + kind, Videos.webm(64, 36, false, Videos.element(0xec, cargo))));
    }
}
