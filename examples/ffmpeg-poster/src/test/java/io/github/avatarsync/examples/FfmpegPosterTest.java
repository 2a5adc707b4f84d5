package io.github.avatarsync.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.avatarsync.Avatar;
import io.github.avatarsync.AvatarSource;
import io.github.avatarsync.AvatarSync;
import io.github.avatarsync.Content;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Variant;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FfmpegPosterTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    @Test
    void videoGetsAPosterAndAThumbnail() throws Exception {
        for (String extension : new String[] {"mp4", "webm"}) {
            Path video = video(extension);
            try (AvatarSync sync = AvatarSync.builder()
                    .directory(directory.resolve("avatars"))
                    .background(false)
                    .posters(new FfmpegPoster("ffmpeg", LONG))
                    .open()) {
                Avatar avatar = sync.of(OwnerId.of("alice")).upload(AvatarSource.file(video));
                assertEquals(320, avatar.variant(Variant.POSTER).orElseThrow().width());
                assertEquals(256, avatar.variant(Variant.THUMB).orElseThrow().width());
            }
        }
    }

    @Test
    void whatIsNoVideoGivesNoPoster() {
        requireFfmpeg();
        FfmpegPoster poster = new FfmpegPoster("ffmpeg", LONG);
        assertEquals(Optional.empty(), poster.poster("video/mp4", Content.of(new byte[1000])));
    }

    @Test
    void playlistThatPointsElsewhereIsNotFollowed() throws IOException {
        requireFfmpeg();
        Path secret = Files.writeString(directory.resolve("secret"), "secret");
        String playlist = "#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/a\n#EXTINF:1,\nfile://" + secret + "\n";
        FfmpegPoster poster = new FfmpegPoster("ffmpeg", LONG);
        assertEquals(
                Optional.empty(), poster.poster("video/webm", Content.of(playlist.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void programThatIsNotThereIsAnError() {
        FfmpegPoster poster = new FfmpegPoster("no-such-program", LONG);
        assertThrows(UncheckedIOException.class, () -> poster.poster("video/mp4", Content.of(new byte[9])));
    }

    @Test
    void programThatHangsIsKilledAndLeavesNothing() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "skipped: needs /bin/sh");
        Path hanging = directory.resolve("hanging");
        Files.writeString(hanging, "#!/bin/sh\nexec sleep 1000\n");
        assertTrue(hanging.toFile().setExecutable(true));
        long before = leftovers();
        FfmpegPoster poster = new FfmpegPoster(hanging.toString(), Duration.ofMillis(50));
        assertEquals(Optional.empty(), poster.poster("video/mp4", Content.of(new byte[9])));
        assertEquals(before, leftovers());
    }

    private static long leftovers() throws IOException {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(path -> path.getFileName().toString().startsWith("poster-"))
                    .count();
        }
    }

    private static void requireFfmpeg() {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(path -> Files.isExecutable(Path.of(path, "ffmpeg"))),
                "skipped: there is no ffmpeg here");
    }

    private Path video(String extension) throws Exception {
        requireFfmpeg();
        Path video = directory.resolve("video." + extension);
        Process process = new ProcessBuilder(
                        "ffmpeg",
                        "-nostdin",
                        "-loglevel",
                        "error",
                        "-f",
                        "lavfi",
                        "-i",
                        "testsrc=size=320x240:duration=1",
                        "-pix_fmt",
                        "yuv420p",
                        video.toString())
                .inheritIO()
                .start();
        assumeTrue(process.waitFor() == 0, "skipped: this ffmpeg cannot write " + extension);
        return video;
    }
}
