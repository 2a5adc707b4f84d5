package io.github.avatarsync.media;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;

/** Picks decoders by class, so that a host's further ImageIO plug-ins never get a stranger's bytes. */
final class Readers {
    private Readers() {}

    /** A new reader; the caller disposes of it. */
    static ImageReader open(Format format) throws IOException {
        return switch (format) {
            case JPEG -> builtIn("com.sun.imageio.plugins.jpeg.JPEGImageReaderSpi");
            case PNG -> builtIn("com.sun.imageio.plugins.png.PNGImageReaderSpi");
            case GIF -> builtIn("com.sun.imageio.plugins.gif.GIFImageReaderSpi");
            case WEBP -> new WebPImageReaderSpi().createReaderInstance(null);
            case MP4, WEBM -> throw new IllegalArgumentException("videos have no image reader: " + format);
        };
    }

    private static ImageReader builtIn(String provider) throws IOException {
        Iterator<ImageReaderSpi> all =
                IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, false);
        while (all.hasNext()) {
            ImageReaderSpi candidate = all.next();
            if (candidate.getClass().getName().equals(provider)) {
                return candidate.createReaderInstance(null);
            }
        }
        throw new IllegalStateException(
                "the JDK's image reader " + provider + " is missing: something in this application deregistered it");
    }
}
