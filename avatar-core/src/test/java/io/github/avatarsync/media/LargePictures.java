package io.github.avatarsync.media;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Pictures and a video as large as phones and cameras make them. */
public final class LargePictures {
    private static final int MOVIE_HEADER = 4_000_000;

    private LargePictures() {}

    /**
     * Writes one of each kind.
     *
     * @param directory an empty one
     * @throws IOException if it cannot be written to
     */
    public static void writeTo(Path directory) throws IOException {
        BufferedImage photo = grainy(4000, 3000);
        Files.write(directory.resolve("baseline.jpg"), Pictures.jpeg(photo));
        Files.write(directory.resolve("progressive.jpg"), Pictures.progressiveJpeg(photo));
        Files.write(directory.resolve("picture.png"), Pictures.png(grainy(2400, 1800)));
        Files.write(directory.resolve("animation.gif"), Pictures.gif(grainy(2000, 2000)));
        Files.write(directory.resolve("picture.webp"), Pictures.webp(Pictures.quarters(1500, 1200)));
        byte[] free = Videos.box("free", new byte[MOVIE_HEADER]);
        Files.write(
                directory.resolve("video.mp4"),
                Pictures.join(
                        Videos.mp4(false, free, Videos.videoTrack(1920, 1080, false)),
                        Videos.box("mdat", new byte[20_000_000])));
    }

    /** A picture with the grain of a sensor, so that it takes as many bytes as a photo. */
    private static BufferedImage grainy(int width, int height) {
        BufferedImage image = Pictures.quarters(width, height);
        Random random = new Random(1);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int grain = random.nextInt(32);
                image.setRGB(x, y, image.getRGB(x, y) ^ (grain << 16 | grain << 8 | grain));
            }
        }
        return image;
    }
}
