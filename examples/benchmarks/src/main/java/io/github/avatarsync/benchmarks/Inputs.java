package io.github.avatarsync.benchmarks;

import io.github.avatarsync.testkit.SampleImages;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** The four files that are made small: painted here, or made from the photo that the system property {@code photo} names. */
final class Inputs {
    private Inputs() {}

    static byte[] of(String kind) throws IOException, InterruptedException {
        return switch (kind) {
            case "jpeg" -> jpeg(picture(4032, 3024), false);
            case "progressive" -> jpeg(picture(4032, 3024), true);
            case "png" -> png(picture(1024, 1024));
            case "webp" -> webp(picture(1920, 1080));
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static BufferedImage picture(int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        String photo = System.getProperty("photo", "");
        if (!photo.isEmpty()) {
            Graphics2D g = image.createGraphics();
            g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
            g.drawImage(ImageIO.read(new File(photo)), 0, 0, width, height, null);
            g.dispose();
            return image;
        }
        Random random = new Random(1);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double u = 12.0 * x / width;
                double v = 9.0 * y / height;
                int grain = random.nextInt(12);
                int red = (int) (120 + 70 * Math.sin(u) * Math.cos(v) + grain);
                int green = (int) (110 + 60 * Math.sin(u + v) + grain);
                int blue = (Math.hypot(u % 3 - 1.5, v % 3 - 1.5) < 1 ? 190 : 70) + grain;
                image.setRGB(x, y, red << 16 | green << 8 | blue);
            }
        }
        return image;
    }

    private static byte[] jpeg(BufferedImage image, boolean progressive) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(0.9f);
            param.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    private static byte[] png(BufferedImage image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    /** Lossy if cwebp is installed, else a plain lossless one of the testkit. */
    private static byte[] webp(BufferedImage image) throws IOException, InterruptedException {
        Path png = Files.createTempFile("benchmark-", ".png");
        Path webp = Files.createTempFile("benchmark-", ".webp");
        try {
            Files.write(png, png(image));
            Process process = new ProcessBuilder("cwebp", "-quiet", "-q", "80", png.toString(), "-o", webp.toString())
                    .inheritIO()
                    .start();
            return process.waitFor() == 0 ? Files.readAllBytes(webp) : SampleImages.webp(1920, 1080);
        } catch (IOException noProgram) {
            return SampleImages.webp(1920, 1080);
        } finally {
            Files.delete(png);
            Files.delete(webp);
        }
    }
}
