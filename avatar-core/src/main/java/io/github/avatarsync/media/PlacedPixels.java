package io.github.avatarsync.media;

import jakarta.annotation.Nullable;
import java.util.Arrays;

/**
 * A picture that covers only a part of a transparent canvas: the first frame of an animation.
 *
 * @param frame what was decoded, or null if no part of it is visible
 * @param x left edge on the canvas
 * @param y upper edge on the canvas
 * @param width of the canvas
 * @param height of the canvas
 */
record PlacedPixels(@Nullable Pixels frame, int x, int y, int width, int height) implements Pixels {
    @Override
    public Layout layout() {
        return Layout.RGB_ALPHA;
    }

    @Override
    public void row(int row, byte[] target) {
        Arrays.fill(target, (byte) 0);
        if (frame == null || row < y || row >= y + frame.height()) {
            return;
        }
        Layout from = frame.layout();
        byte[] line = new byte[frame.width() * from.bands];
        frame.row(row - y, line);
        for (int i = 0; i < frame.width(); i++) {
            int to = (x + i) * 4;
            int at = i * from.bands;
            boolean grey = from.bands < 3;
            target[to] = line[at];
            target[to + 1] = line[grey ? at : at + 1];
            target[to + 2] = line[grey ? at : at + 2];
            target[to + 3] = from.alpha ? line[at + from.bands - 1] : (byte) 0xff;
        }
    }
}
