package io.github.avatarsync.media;

import io.github.avatarsync.Content;
import io.github.avatarsync.Crop;
import io.github.avatarsync.InvalidAvatarException;
import io.github.avatarsync.InvalidAvatarException.Code;
import io.github.avatarsync.MediaRules;
import io.github.avatarsync.MediaRules.ThumbnailFormat;
import io.github.avatarsync.Variant;
import jakarta.annotation.Nullable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Makes the thumbnails of a picture: squares of every size in the rules, upright, in sRGB, from one decode. */
final class Thumbnails {
    private final MediaRules rules;

    Thumbnails(MediaRules rules) {
        this.rules = rules;
    }

    /**
     * Makes them all, in the order of the rules.
     *
     * @param allowance memory for the decoder, in bytes
     */
    List<PreparedVariant> of(Inspection picture, @Nullable Crop crop, long allowance) {
        Box seen = square(picture, crop);
        Box stored = picture.orientation().stored(seen, picture.width(), picture.height());
        Grid grid = Grid.of(stored, Collections.max(rules.thumbnailSizes()));
        Pixels pixels = Decoder.decode(picture, grid, rules.decodeTimeout(), allowance);
        List<PreparedVariant> thumbnails = new ArrayList<>();
        for (int size : rules.thumbnailSizes()) {
            Samples samples = Resampler.square(pixels, grid.across(), grid.down(), size);
            int[] argb = picture.orientation().upright(SrgbConverter.convert(samples, picture.profile()), size);
            thumbnails.add(file(thumbnails.isEmpty() ? Variant.THUMB : Variant.thumb(size), argb, size));
        }
        return thumbnails;
    }

    /** The largest square in the middle of the crop, or of the picture. */
    private static Box square(Inspection picture, @Nullable Crop crop) {
        Box whole = Box.of(picture.seenWidth(), picture.seenHeight());
        if (crop == null) {
            return whole.centreSquare();
        }
        Box box = new Box(crop.x(), crop.y(), crop.width(), crop.height());
        if (!whole.contains(box)) {
            throw new InvalidAvatarException(
                    Code.CROP_OUTSIDE,
                    Reject.number(
                            "the crop at %,d,%,d of %,d x %,d pixels reaches beyond the picture of %,d x %,d",
                            crop.x(), crop.y(), crop.width(), crop.height(), whole.width(), whole.height()));
        }
        return box.centreSquare();
    }

    private PreparedVariant file(Variant variant, int[] argb, int size) {
        boolean jpeg = rules.thumbnailFormat() == ThumbnailFormat.JPEG_IF_OPAQUE && PngEncoder.opaque(argb);
        Format format = jpeg ? Format.JPEG : Format.PNG;
        byte[] bytes = jpeg ? JpegEncoder.encode(argb, size) : PngEncoder.encode(argb, size);
        return new PreparedVariant(variant, format.contentType, format.extension, size, size, Content.of(bytes));
    }
}
