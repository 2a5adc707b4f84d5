package io.github.avatarsync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.InvalidAvatarException.Code;
import io.github.avatarsync.media.Videos;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MediaHooksTest {
    private static final OwnerId ALICE = OwnerId.of("alice");

    @TempDir
    Path directory;

    @Test
    void scannerSeesPictureVideoAndPosterBeforeAnythingIsStored() {
        List<String> seen = new ArrayList<>();
        try (AvatarSync sync = builder()
                .scanner((type, content) -> {
                    seen.add(type);
                    return Optional.empty();
                })
                .open()) {
            Avatars avatars = sync.of(ALICE);
            avatars.upload(AvatarSource.bytes(png(1)));
            avatars.upload(AvatarSource.bytes(Videos.mp4(64, 36)).poster(AvatarSource.bytes(png(2))));
        }
        assertEquals(List.of("image/png", "video/mp4", "image/png"), seen);
    }

    @Test
    void refusalOfTheScannerStoresNothing() {
        try (AvatarSync sync = builder()
                .scanner((type, content) -> type.equals("image/png") ? Optional.of("a face, please") : Optional.empty())
                .open()) {
            Avatars avatars = sync.of(ALICE);
            AvatarSource withPoster = AvatarSource.bytes(Videos.mp4(64, 36)).poster(AvatarSource.bytes(png(2)));
            for (AvatarSource source : List.of(AvatarSource.bytes(png(1)), withPoster)) {
                InvalidAvatarException refusal =
                        assertThrows(InvalidAvatarException.class, () -> avatars.upload(source));
                assertEquals(Code.REFUSED, refusal.code());
                assertTrue(String.valueOf(refusal.getMessage()).contains("a face, please"));
            }
            assertEquals(0, sync.status().pending());
        }
    }

    @Test
    void extractedPosterGetsThumbnails() {
        try (AvatarSync sync = builder()
                .posters((type, video) -> Optional.of(Content.of(png(3))))
                .open()) {
            Avatar avatar = sync.of(ALICE).upload(AvatarSource.bytes(Videos.mp4(64, 36)));
            assertTrue(avatar.variant(Variant.POSTER).isPresent());
            assertTrue(avatar.variant(Variant.THUMB).isPresent());
        }
    }

    @Test
    void durationAndCodecOfAVideoAreOnItsRecord() {
        AvatarId id;
        try (AvatarSync sync = builder().open()) {
            id = sync.of(ALICE).upload(AvatarSource.bytes(Videos.mp4(64, 36))).id();
        }
        try (AvatarSync sync = builder().open()) {
            Avatar avatar = sync.of(ALICE).find(id).orElseThrow();
            assertEquals(new VideoInfo(Duration.ofSeconds(3), "avc1"), avatar.video());
            assertEquals(64, avatar.variant(Variant.VIDEO).orElseThrow().width());
        }
    }

    @Test
    void declaredTypeThatContradictsTheBytesIsRefusedWhereARuleSaysSo() throws IOException {
        Path misnamed = Files.write(directory.resolve("photo.jpg"), png(1));
        Path named = Files.write(directory.resolve("photo.png"), png(1));
        String url = "base64," + Base64.getEncoder().encodeToString(png(1));
        List<AvatarSource> wrong = List.of(
                AvatarSource.file(misnamed),
                AvatarSource.base64("data:image/gif;" + url),
                AvatarSource.bytes(png(1)).declared("image/webp"));
        List<AvatarSource> right = List.of(
                AvatarSource.file(named),
                AvatarSource.base64("data:image/png;" + url),
                AvatarSource.bytes(png(1)).named("me, by Dr. Jones").declared("application/octet-stream"));
        try (AvatarSync strict = builder()
                .rules(MediaRules.builder().refuseWrongType(true).build())
                .open()) {
            for (AvatarSource source : wrong) {
                InvalidAvatarException refusal = assertThrows(
                        InvalidAvatarException.class, () -> strict.of(ALICE).upload(source));
                assertEquals(Code.TYPE_MISMATCH, refusal.code());
            }
            right.forEach(source -> strict.of(ALICE).upload(source));
        }
        try (AvatarSync lenient = builder().open()) {
            wrong.forEach(source -> assertEquals(
                    "image/png",
                    lenient.of(ALICE)
                            .upload(source)
                            .variant(Variant.ORIGINAL)
                            .orElseThrow()
                            .contentType()));
        }
    }

    private AvatarSync.Builder builder() {
        return AvatarSync.builder().directory(directory.resolve("avatars")).background(false);
    }

    private static byte[] png(int seed) {
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        image.setRGB(seed, seed, 0xff8800);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
