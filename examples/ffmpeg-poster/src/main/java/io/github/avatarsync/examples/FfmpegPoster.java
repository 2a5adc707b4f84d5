package io.github.avatarsync.examples;

import io.github.avatarsync.Content;
import io.github.avatarsync.PosterExtractor;
import jakarta.annotation.Nonnull;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Takes the first picture of a video with ffmpeg: a process of its own, without a shell, that may open nothing but the one file,
 * and that is killed when its time is over.
 *
 * <pre>{@code
 * AvatarSync.builder().posters(new FfmpegPoster("ffmpeg", Duration.ofSeconds(10)))
 * }</pre>
 */
public final class FfmpegPoster implements PosterExtractor {
    private static final int MOST_PIXELS = 1280;

    private final String program;
    private final Duration limit;

    /**
     * Makes one.
     *
     * @param program name or path of ffmpeg
     * @param limit how long it may take for one video
     */
    public FfmpegPoster(@Nonnull String program, @Nonnull Duration limit) {
        this.program = program;
        this.limit = limit;
    }

    @Override
    @Nonnull
    public Optional<Content> poster(@Nonnull String contentType, @Nonnull Content video) {
        try {
            Path directory = Files.createTempDirectory("poster-");
            Path in = directory.resolve("video");
            Path out = directory.resolve("poster.png");
            try (InputStream bytes = video.open()) {
                Files.copy(bytes, in, StandardCopyOption.REPLACE_EXISTING);
                return run(command(contentType, in, out)) && Files.exists(out)
                        ? Optional.of(Content.of(Files.readAllBytes(out)))
                        : Optional.empty();
            } finally {
                Files.deleteIfExists(out);
                Files.deleteIfExists(in);
                Files.deleteIfExists(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** No text of strangers is in it: names are ours, and the format is what the bytes were found to be. */
    private List<String> command(String contentType, Path in, Path out) {
        return List.of(
                program,
                "-nostdin",
                "-hide_banner",
                "-loglevel",
                "error",
                "-protocol_whitelist",
                "file,pipe",
                "-f",
                contentType.equals("video/mp4") ? "mov" : "matroska",
                "-threads",
                "1",
                "-i",
                in.toString(),
                "-an",
                "-frames:v",
                "1",
                "-vf",
                "scale='min(" + MOST_PIXELS + ",iw)':-2",
                "-threads",
                "1",
                out.toString());
    }

    private boolean run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS) && process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            // Its files are deleted next: it has to be gone by then.
            process.destroyForcibly().onExit().join();
        }
    }
}
