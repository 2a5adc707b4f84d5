package io.github.avatarsync.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.avatarsync.InvalidAvatarException;
import io.github.avatarsync.InvalidAvatarException.Code;
import io.github.avatarsync.MediaRules;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DecoderTest {
    private static final long MIB = 1L << 20;
    private static final Duration LONG = Duration.ofSeconds(60);

    private final MediaRules rules = MediaRules.defaults();

    @Test
    void losslessWebpWithCountlessCodesIsStoppedByTheAllowance() {
        byte[] bomb = LosslessWebp.riff(LosslessWebp.chunk("VP8L", LosslessBits.codeBomb(256, 4096)));
        assertEquals(Code.TOO_COMPLEX, refusal(WebpInspector.inspect(bomb, rules), 16 * MIB));
    }

    @Test
    void transparencyWithCountlessCodesIsStoppedByTheAllowance() {
        byte[] pixels = LossyWebp.bitstream(256, 256, 1);
        byte[] bomb = LosslessWebp.riff(
                LosslessWebp.chunk("VP8X", new byte[] {WebpHeader.ALPHA, 0, 0, 0, (byte) 255, 0, 0, (byte) 255, 0, 0}),
                LosslessWebp.chunk("ALPH", LosslessBits.codeBombAlpha(256, 4096)),
                LosslessWebp.chunk("VP8 ", pixels));
        assertEquals(Code.TOO_COMPLEX, refusal(WebpInspector.inspect(bomb, rules), 16 * MIB));
    }

    @Test
    void garbageOfTheLossyDecoderIsNotHeldAgainstThePicture() {
        byte[] file = LosslessWebp.riff(LosslessWebp.chunk("VP8 ", LossyWebp.bitstream(512, 512, 1)));
        Inspection picture = WebpInspector.inspect(file, rules);
        Pixels pixels = Decoder.decode(picture, Grid.of(Box.of(512, 512), 256), LONG, 4 * MIB);
        assertEquals(512, pixels.width());
    }

    @Test
    void pictureThatDoesNotFitTheAllowanceIsNotDecoded() {
        Inspection picture = PngInspector.inspect(Pictures.png(Pictures.quarters(512, 512)), rules);
        assertEquals(Code.TOO_MANY_PIXELS, refusal(picture, MIB));
    }

    @Test
    void decodingEndsWhenTheTimeIsOver() {
        Inspection picture = GifInspector.inspect(Pictures.gif(Pictures.quarters(2000, 2000)), rules);
        Grid grid = Grid.of(Box.of(2000, 2000), 256);
        InvalidAvatarException refusal = assertThrows(
                InvalidAvatarException.class, () -> Decoder.decode(picture, grid, Duration.ofNanos(1), 64 * MIB));
        assertEquals(Code.TOO_SLOW, refusal.code());
    }

    private static Code refusal(Inspection picture, long allowance) {
        Grid grid = Grid.of(Box.of(picture.width(), picture.height()), 256);
        return assertThrows(InvalidAvatarException.class, () -> Decoder.decode(picture, grid, LONG, allowance))
                .code();
    }
}
