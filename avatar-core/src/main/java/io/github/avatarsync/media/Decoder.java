package io.github.avatarsync.media;

import io.github.avatarsync.InvalidAvatarException;
import io.github.avatarsync.InvalidAvatarException.Code;
import io.github.avatarsync.media.Inspection.JpegTraits;
import jakarta.annotation.Nullable;
import java.awt.Rectangle;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;

/** Decodes the samples of a grid from a picture that its inspector has found sound. Every failure is a typed refusal. */
final class Decoder {
    /** Four channels of 16 bits. */
    private static final int BYTES_PER_SAMPLE = 8;

    private final Inspection picture;
    private final Grid grid;
    private final Duration timeout;
    private final Deadline deadline;
    private final Allowance allowance;

    private Decoder(Inspection picture, Grid grid, Duration timeout, long allowance) {
        this.picture = picture;
        this.grid = grid;
        this.timeout = timeout;
        this.deadline = new Deadline(timeout);
        this.allowance = new Allowance(allowance);
    }

    /**
     * Decodes on the calling thread.
     *
     * @param timeout how long it may take
     * @param allowance how many bytes of memory it may take
     */
    static Pixels decode(Inspection picture, Grid grid, Duration timeout, long allowance) {
        return new Decoder(picture, grid, timeout, allowance).guarded();
    }

    /** Maps whatever a reader throws on hostile bytes, checked or not, to a refusal. */
    private Pixels guarded() {
        long samples = (long) grid.columns() * grid.rows();
        if (samples * BYTES_PER_SAMPLE > allowance.bytes()) {
            throw Reject.tooManyPixels(
                    picture.format(),
                    grid.columns(),
                    grid.rows(),
                    Reject.number("%,d in all with the memory of this process", allowance.bytes() / BYTES_PER_SAMPLE));
        }
        try {
            Pixels pixels = decode();
            deadline.check();
            return pixels;
        } catch (Deadline.Exceeded e) {
            throw tooSlow(null);
        } catch (Allowance.Exceeded e) {
            throw Reject.tooMuchMemory(picture.format(), allowance.bytes());
        } catch (GuardedStream.PastEnd | EOFException e) {
            throw Reject.truncated(picture.format(), "its pixels are not complete");
        } catch (IOException | RuntimeException e) {
            throw deadline.over() ? tooSlow(e) : Reject.malformed(picture.format(), "its pixels cannot be decoded", e);
        }
    }

    private InvalidAvatarException tooSlow(@Nullable Exception cause) {
        return new InvalidAvatarException(
                Code.TOO_SLOW,
                picture.format().label + " takes longer than " + timeout.toMillis() + " ms to decode",
                cause);
    }

    private Pixels decode() throws IOException {
        Box frame = picture.frame();
        int left = grid.columnAt(frame.x());
        int top = grid.rowAt(frame.y());
        int right = Math.min(grid.columns(), grid.columnAt(frame.x() + frame.width()));
        int bottom = Math.min(grid.rows(), grid.rowAt(frame.y() + frame.height()));
        if (left >= right || top >= bottom) {
            return new PlacedPixels(null, 0, 0, grid.columns(), grid.rows());
        }
        Pixels pixels = read(left, top, right, bottom);
        boolean whole = left == 0 && top == 0 && right == grid.columns() && bottom == grid.rows();
        return whole ? pixels : new PlacedPixels(pixels, left, top, grid.columns(), grid.rows());
    }

    private Pixels read(int left, int top, int right, int bottom) throws IOException {
        ImageReader reader = Readers.open(picture.format());
        try {
            reader.addIIOReadProgressListener(new AbortWhenOver(deadline));
            reader.setInput(new GuardedStream(picture.still(), deadline, allowance, picture.metered()), true, false);
            ImageReadParam param = reader.getDefaultReadParam();
            int step = grid.step();
            param.setSourceRegion(new Rectangle(
                    grid.x(left) - picture.frame().x(),
                    grid.y(top) - picture.frame().y(),
                    (right - left - 1) * step + 1,
                    (bottom - top - 1) * step + 1));
            param.setSourceSubsampling(step, step, 0, 0);
            return read(reader, param, picture.jpeg());
        } finally {
            reader.dispose();
        }
    }

    private Pixels read(ImageReader reader, ImageReadParam param, @Nullable JpegTraits jpeg) throws IOException {
        if (jpeg != null && jpeg.components() == 4) {
            return new InkPixels(RasterPixels.of(reader.readRaster(0, param), Layout.CMYK), jpeg.adobeTransform());
        }
        if (jpeg != null && jpeg.previewFirst() && grid.coarse()) {
            // The JDK renders every scan of a progressive picture; the first has all the detail that is needed here.
            param.setSourceProgressivePasses(0, 1);
        }
        Pixels pixels = RasterPixels.of(reader.read(0, param));
        return picture.key() == null ? pixels : new KeyedPixels(pixels, picture.key());
    }
}
