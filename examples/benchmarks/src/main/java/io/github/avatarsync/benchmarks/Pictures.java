package io.github.avatarsync.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Avatars as they are accepted, two files with noise in them for each, in one directory: {@code 7/original} of 100 KiB and
 * {@code 7/thumb} of 20.
 */
record Pictures(Path directory, int count) {
    static final int ORIGINAL = 100 * 1024;
    static final int THUMB = 20 * 1024;

    /** One file of an avatar. */
    record File(Path path, String key) {}

    static Pictures write(Path directory, int count) throws IOException {
        Random random = new Random(count);
        Pictures pictures = new Pictures(directory, count);
        for (int i = 0; i < count; i++) {
            Files.createDirectories(pictures.original(i).getParent());
            Files.write(pictures.original(i), noise(random, ORIGINAL));
            Files.write(pictures.thumb(i), noise(random, THUMB));
        }
        return pictures;
    }

    private static byte[] noise(Random random, int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    Path original(int i) {
        return directory.resolve(i + "/original");
    }

    Path thumb(int i) {
        return directory.resolve(i + "/thumb");
    }

    /** All files, with the names of their objects. */
    List<File> files() {
        return IntStream.range(0, count)
                .boxed()
                .flatMap(
                        i -> List.of(new File(original(i), i + "/original"), new File(thumb(i), i + "/thumb")).stream())
                .toList();
    }
}
