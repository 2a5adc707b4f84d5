package io.github.avatarsync.media;

/**
 * A picture in which one colour stands for transparent.
 *
 * @param opaque grey or colours
 * @param key the colour, one byte for each sample
 */
record KeyedPixels(Pixels opaque, byte[] key) implements Pixels {
    @Override
    public int width() {
        return opaque.width();
    }

    @Override
    public int height() {
        return opaque.height();
    }

    @Override
    public Layout layout() {
        return key.length == 1 ? Layout.GREY_ALPHA : Layout.RGB_ALPHA;
    }

    @Override
    public void row(int y, byte[] target) {
        opaque.row(y, target);
        // From the right to the left, because the row grows in its place.
        for (int x = width() - 1; x >= 0; x--) {
            int from = x * key.length;
            boolean clear = true;
            for (int i = 0; i < key.length; i++) {
                clear &= target[from + i] == key[i];
            }
            int to = x * (key.length + 1);
            System.arraycopy(target, from, target, to, key.length);
            target[to + key.length] = (byte) (clear ? 0 : 0xff);
        }
    }
}
