package io.github.avatarsync.media;

import jakarta.annotation.Nullable;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/** Brings the samples of a small picture to sRGB: through its colour profile where that fits, by the plain formula otherwise. */
final class SrgbConverter {
    private static final int OPAQUE = 0xff;

    private SrgbConverter() {}

    /** Pixels as 0xAARRGGBB, not premultiplied. */
    static int[] convert(Samples samples, @Nullable IccProfile profile) {
        byte[] colours = colours(samples);
        byte[] rgb = profile == null ? null : throughProfile(samples, colours, profile);
        if (rgb == null) {
            rgb = plain(samples.layout(), colours);
        }
        Layout layout = samples.layout();
        int[] argb = new int[samples.side() * samples.side()];
        for (int i = 0; i < argb.length; i++) {
            int alpha = layout.alpha ? samples.data()[(i + 1) * layout.bands - 1] & 0xff : OPAQUE;
            argb[i] = alpha << 24 | (rgb[3 * i] & 0xff) << 16 | (rgb[3 * i + 1] & 0xff) << 8 | (rgb[3 * i + 2] & 0xff);
        }
        return argb;
    }

    /** The samples without alpha. */
    private static byte[] colours(Samples samples) {
        Layout layout = samples.layout();
        if (!layout.alpha) {
            return samples.data();
        }
        int bands = layout.bands - 1;
        byte[] colours = new byte[samples.side() * samples.side() * bands];
        for (int i = 0; i < colours.length; i++) {
            colours[i] = samples.data()[i / bands * layout.bands + i % bands];
        }
        return colours;
    }

    /** Null if the profile is damaged or meant for another kind of picture; browsers ignore it then, too. */
    @Nullable
    private static byte[] throughProfile(Samples samples, byte[] colours, IccProfile profile) {
        try {
            ICC_Profile source = ICC_Profile.getInstance(profile.bytes());
            if (source.getColorSpaceType() != type(samples.layout())) {
                return null;
            }
            int bands = source.getNumComponents();
            int side = samples.side();
            WritableRaster from = Raster.createInterleavedRaster(
                    new DataBufferByte(colours, colours.length), side, side, side * bands, bands, offsets(bands), null);
            WritableRaster to = Raster.createInterleavedRaster(
                    new DataBufferByte(3 * side * side), side, side, 3 * side, 3, offsets(3), null);
            new ColorConvertOp(new ICC_ColorSpace(source), ColorSpace.getInstance(ColorSpace.CS_sRGB), null)
                    .filter(from, to);
            return ((DataBufferByte) to.getDataBuffer()).getData();
        } catch (RuntimeException e) {
            return null;
        }
    }

    private static int type(Layout layout) {
        return switch (layout) {
            case GREY, GREY_ALPHA -> ColorSpace.TYPE_GRAY;
            case RGB, RGB_ALPHA -> ColorSpace.TYPE_RGB;
            case CMYK -> ColorSpace.TYPE_CMYK;
        };
    }

    private static int[] offsets(int bands) {
        int[] offsets = new int[bands];
        for (int i = 0; i < bands; i++) {
            offsets[i] = i;
        }
        return offsets;
    }

    private static byte[] plain(Layout layout, byte[] colours) {
        return switch (layout) {
            case RGB, RGB_ALPHA -> colours;
            case GREY, GREY_ALPHA -> grey(colours);
            case CMYK -> ink(colours);
        };
    }

    private static byte[] grey(byte[] colours) {
        byte[] rgb = new byte[colours.length * 3];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = colours[i / 3];
        }
        return rgb;
    }

    private static byte[] ink(byte[] colours) {
        byte[] rgb = new byte[colours.length / 4 * 3];
        for (int i = 0; i < rgb.length; i++) {
            int ink = colours[i / 3 * 4 + i % 3] & 0xff;
            int black = colours[i / 3 * 4 + 3] & 0xff;
            rgb[i] = (byte) (((255 - ink) * (255 - black) + 127) / 255);
        }
        return rgb;
    }
}
