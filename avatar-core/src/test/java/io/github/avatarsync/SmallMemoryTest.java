package io.github.avatarsync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.media.LargePictures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallMemoryTest {
    @TempDir
    Path directory;

    @Test
    void hostileUploadsAreAcknowledgedOrRefusedAndLeaveNothingBehind() throws Exception {
        List<String> printed = SmallJvm.run(HostileUploads.class, directory);

        Matcher numbers =
                Pattern.compile("uploads: (\\d+) accepted, (\\d+) refused").matcher(String.join("\n", printed));
        assertTrue(numbers.find(), printed::toString);
        int accepted = Integer.parseInt(numbers.group(1));
        assertTrue(accepted > 100, printed::toString);
        assertTrue(Integer.parseInt(numbers.group(2)) > 300, printed::toString);
        try (AvatarSync sync =
                AvatarSync.builder().directory(directory).background(false).open()) {
            assertEquals(accepted, sync.status().pending());
        }
        assertEquals(0, files("spool"), "files of uploads that are over");
    }

    @Test
    void thirtyTwoThreadsWithLargePicturesStayWithinASmallHeap() throws Exception {
        Path pictures = Files.createDirectory(directory.resolve("pictures"));
        LargePictures.writeTo(pictures);

        List<String> printed = SmallJvm.run(CrowdedUploads.class, directory.resolve("avatars"), pictures);

        assertTrue(
                printed.contains("crowd: " + 32 * CrowdedUploads.EACH + " uploads from 32 threads"), printed::toString);
    }

    private long files(String part) {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(path -> path.getFileName().toString().contains(part))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
