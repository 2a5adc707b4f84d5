package io.github.avatarsync.media;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Test pictures, painted here. */
final class Pictures {
    private Pictures() {}

    /** A picture whose four quarters differ, so that any turn or mirror shows. */
    static BufferedImage quarters(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setPaint(new GradientPaint(0, 0, new Color(220, 40, 40), width, height, new Color(240, 200, 60)));
        g.fillRect(0, 0, width, height);
        g.setColor(new Color(30, 140, 60));
        g.fillRect(width / 2, 0, width - width / 2, height / 2);
        g.setColor(new Color(40, 60, 180));
        g.fillRect(0, height / 2, width / 2, height - height / 2);
        g.dispose();
        return image;
    }

    /** A red disc on nothing. */
    static BufferedImage transparent(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        Graphics2D g = image.createGraphics();
        g.setColor(Color.RED);
        g.fillOval(width / 4, height / 4, width / 2, height / 2);
        g.dispose();
        return image;
    }

    static byte[] png(BufferedImage image) {
        return write(image, "png");
    }

    static byte[] jpeg(BufferedImage image) {
        return write(image, "jpeg");
    }

    static byte[] progressiveJpeg(BufferedImage image) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), param);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    static byte[] gif(BufferedImage image) {
        return write(image, "gif");
    }

    static byte[] webp(BufferedImage image) {
        return LosslessWebp.file(image);
    }

    /** The four picture formats by their extension. */
    static byte[] of(String extension, BufferedImage image) {
        return switch (extension) {
            case "png" -> png(image);
            case "jpg" -> jpeg(image);
            case "gif" -> gif(image);
            case "webp" -> webp(image);
            default -> throw new IllegalArgumentException(extension);
        };
    }

    /** An animation that repeats for ever, one frame after the other. */
    static byte[] animatedGif(BufferedImage... frames) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.prepareWriteSequence(null);
            for (BufferedImage frame : frames) {
                IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(frame), null);
                metadata.mergeTree("javax_imageio_gif_image_1.0", repetition());
                writer.writeToSequence(new IIOImage(frame, null, metadata), null);
            }
            writer.endWriteSequence();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    private static IIOMetadataNode repetition() {
        IIOMetadataNode application = new IIOMetadataNode("ApplicationExtension");
        application.setAttribute("applicationID", "NETSCAPE");
        application.setAttribute("authenticationCode", "2.0");
        application.setUserObject(new byte[] {1, 0, 0});
        IIOMetadataNode applications = new IIOMetadataNode("ApplicationExtensions");
        applications.appendChild(application);
        IIOMetadataNode root = new IIOMetadataNode("javax_imageio_gif_image_1.0");
        root.appendChild(applications);
        return root;
    }

    /** Puts segments right after the start of a JPEG. */
    static byte[] withSegments(byte[] jpeg, byte[]... segments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        for (byte[] segment : segments) {
            out.writeBytes(segment);
        }
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }

    static byte[] segment(int marker, byte[] body) {
        int length = body.length + 2;
        return join(new byte[] {(byte) 0xff, (byte) marker, (byte) (length >> 8), (byte) length}, body);
    }

    /** Puts chunks right after the header of a PNG. */
    static byte[] withChunks(byte[] png, byte[]... chunks) {
        int header = PngChunk.SIGNATURE.length + PngHeader.BYTES + PngChunk.OVERHEAD;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(png, 0, header);
        for (byte[] chunk : chunks) {
            out.writeBytes(chunk);
        }
        out.write(png, header, png.length - header);
        return out.toByteArray();
    }

    /** EXIF with an orientation, the camera's name and a place on earth. */
    static byte[] exif(int orientation) {
        byte[] camera = latin("SpyCam 3000\0");
        byte[] north = {'N', 0, 0, 0};
        // Three entries in the first directory at 8, one in the GPS directory behind it, the name at the end.
        int gps = 8 + 2 + 3 * 12 + 4;
        int name = gps + 2 + 12 + 4;
        return join(
                latin("MM\0*"),
                u32(8),
                u16(3),
                entry(0x010f, 2, camera.length, u32(name)),
                entry(0x0112, 3, 1, join(u16(orientation), u16(0))),
                entry(0x8825, 4, 1, u32(gps)),
                u32(0),
                u16(1),
                entry(0x0001, 2, 2, north),
                u32(0),
                camera);
    }

    static byte[] exifSegment(int orientation) {
        return segment(0xe1, join(latin("Exif\0\0"), exif(orientation)));
    }

    static BufferedImage read(byte[] picture) {
        try {
            return ImageIO.read(new ByteArrayInputStream(picture));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] u16(int value) {
        return new byte[] {(byte) (value >> 8), (byte) value};
    }

    static byte[] u32(int value) {
        return join(u16(value >>> 16), u16(value));
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] entry(int tag, int type, int count, byte[] value) {
        return join(u16(tag), u16(type), u32(count), value);
    }

    private static byte[] write(BufferedImage image, String format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            if (!ImageIO.write(image, format, stream)) {
                throw new IllegalArgumentException("no writer for " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
