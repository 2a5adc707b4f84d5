package io.github.avatarsync.benchmarks;

import io.github.avatarsync.Content;
import io.github.avatarsync.MediaRules;
import io.github.avatarsync.media.Intake;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import net.coobird.thumbnailator.Thumbnails;
import net.coobird.thumbnailator.geometry.Positions;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** From the bytes of a file to the bytes of a square PNG of 256 pixels: this library, and what people use instead. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class ThumbnailBenchmark {
    private static final int SIDE = 256;
    private static final String[] KINDS = {"jpeg", "progressive", "png", "webp"};

    @Param({"jpeg", "progressive", "png", "webp"})
    public String kind = "jpeg";

    private final Intake intake = new Intake(MediaRules.defaults());
    private byte[] file = new byte[0];
    private Path onDisk = Path.of(".");

    /** Prints how similar the thumbnails are to a reference, then measures; arguments are those of JMH. */
    public static void main(String[] args) throws Exception {
        System.out.println(System.getProperty("java.vm.vendor") + " " + System.getProperty("java.runtime.version"));
        for (String kind : KINDS) {
            ThumbnailBenchmark one = new ThumbnailBenchmark();
            one.kind = kind;
            one.prepare();
            BufferedImage reference = Reference.thumbnail(ImageIO.read(new ByteArrayInputStream(one.file)), SIDE);
            System.out.printf(
                    Locale.ROOT,
                    "SSIM %-12s (%,d bytes) avatarsync %.4f, thumbnailator %.4f, imageIo %.4f%n",
                    kind,
                    one.file.length,
                    similarity(reference, one.avatarsync()),
                    similarity(reference, one.thumbnailator()),
                    similarity(reference, one.imageIo()));
            one.clean();
        }
        new Runner(new OptionsBuilder()
                        .parent(new CommandLineOptions(args))
                        .include(ThumbnailBenchmark.class.getName())
                        .addProfiler(CpuTime.class)
                        .jvmArgsAppend("-Djava.awt.headless=true", "-Dphoto=" + System.getProperty("photo", ""))
                        .build())
                .run();
    }

    @Setup
    public void prepare() throws IOException, InterruptedException {
        file = Inputs.of(kind);
        onDisk = Files.write(Files.createTempFile("benchmark-", "." + kind), file);
    }

    @TearDown
    public void clean() throws IOException {
        Files.delete(onDisk);
    }

    @Benchmark
    public byte[] avatarsync() throws IOException {
        try (InputStream in = intake.prepare(Content.of(file), null, null)
                .variants()
                .get(1)
                .content()
                .open()) {
            return in.readAllBytes();
        }
    }

    /** As its guide says. */
    @Benchmark
    public byte[] thumbnailator() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Thumbnails.of(new ByteArrayInputStream(file))
                .crop(Positions.CENTER)
                .size(SIDE, SIDE)
                .outputFormat("png")
                .toOutputStream(out);
        return out.toByteArray();
    }

    /** The whole picture, halved with bilinear interpolation until it is small enough: what careful guides say. */
    @Benchmark
    public byte[] imageIo() throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
        int side = Math.min(image.getWidth(), image.getHeight());
        BufferedImage square =
                image.getSubimage((image.getWidth() - side) / 2, (image.getHeight() - side) / 2, side, side);
        while (side > SIDE) {
            side = Math.max(SIDE, side / 2);
            square = scaled(square, side);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(square, "png", out);
        return out.toByteArray();
    }

    private static BufferedImage scaled(BufferedImage image, int side) {
        BufferedImage smaller = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = smaller.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        g.drawImage(image, 0, 0, side, side, null);
        g.dispose();
        return smaller;
    }

    /** A process for each picture; its CPU time is not in ours. */
    @Benchmark
    public int vipsthumbnail() throws IOException, InterruptedException {
        return new ProcessBuilder(
                        "vipsthumbnail",
                        onDisk.toString(),
                        "--size",
                        SIDE + "x" + SIDE,
                        "--smartcrop",
                        "centre",
                        "-o",
                        onDisk + ".png")
                .inheritIO()
                .start()
                .waitFor();
    }

    private static double similarity(BufferedImage reference, byte[] thumbnail) throws IOException {
        return Reference.ssim(reference, ImageIO.read(new ByteArrayInputStream(thumbnail)));
    }
}
