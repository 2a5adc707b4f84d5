package io.github.avatarsync.media;

/** The animation of a PNG: checks that frames lie on the canvas and that their numbers follow each other. */
final class Apng {
    private final long promised;
    private final PngHeader canvas;
    private final Limits limits;
    private long sequence;

    /** Reads acTL. */
    Apng(Cursor in, PngHeader canvas, Limits limits) {
        this.promised = in.u32("frames");
        this.canvas = canvas;
        this.limits = limits;
    }

    /** Reads fcTL. */
    void frame(Cursor in) {
        limits.frame();
        next(in);
        long width = in.u32("frame width");
        long height = in.u32("frame height");
        long x = in.u32("frame x");
        long y = in.u32("frame y");
        if (width < 1 || height < 1 || x + width > canvas.width() || y + height > canvas.height()) {
            throw Reject.malformed(Format.PNG, "an animation frame outside the picture");
        }
    }

    /** Reads the head of fdAT. */
    void data(Cursor in) {
        if (limits.frames() == 0) {
            throw Reject.malformed(Format.PNG, "animation data before the first frame");
        }
        next(in);
    }

    void end() {
        if (limits.frames() != promised) {
            throw Reject.malformed(
                    Format.PNG, "it promises " + promised + " animation frames and has " + limits.frames());
        }
    }

    private void next(Cursor in) {
        long number = in.u32("sequence number");
        if (number != sequence++) {
            throw Reject.malformed(Format.PNG, "animation part " + number + " out of order");
        }
    }
}
