package io.github.avatarsync.simulation;

import io.github.avatarsync.AvatarSource;
import io.github.avatarsync.AvatarSync;
import io.github.avatarsync.MediaRules;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Variant;
import io.github.avatarsync.VariantInfo;
import io.github.avatarsync.testkit.InMemoryAvatarStore;
import io.github.avatarsync.testkit.InMemoryMediaStore;
import io.github.avatarsync.testkit.ManualClock;
import io.github.avatarsync.testkit.SampleImages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A few tiny pictures, and what must become of each: the hashes of its variants, taken where nothing goes wrong. */
final class Pictures {
    static final MediaRules RULES = MediaRules.builder().thumbnailSizes(16).build();
    static final int COUNT = 4;
    static final byte[] FOR_EVERYBODY = SampleImages.png(4, 4, COUNT);

    private static final List<byte[]> FILES = files();
    private static final List<Map<Variant, String>> HASHES = hashes();

    private Pictures() {}

    static AvatarSource source(int picture) {
        return AvatarSource.bytes(FILES.get(picture));
    }

    /** SHA-256 of each variant that is made of a picture. */
    static Map<Variant, String> hashes(int picture) {
        return HASHES.get(picture);
    }

    private static List<byte[]> files() {
        List<byte[]> files = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            files.add(SampleImages.png(4, 4, i));
        }
        return files;
    }

    private static List<Map<Variant, String>> hashes() {
        try (AvatarSync sync = AvatarSync.builder()
                .store(new InMemoryAvatarStore())
                .media(new InMemoryMediaStore(new ManualClock()))
                .rules(RULES)
                .workOn(Runnable::run)
                .callbacksOn(Runnable::run)
                .background(false)
                .open()) {
            List<Map<Variant, String>> hashes = new ArrayList<>();
            for (int i = 0; i < COUNT; i++) {
                hashes.add(sync.of(OwnerId.of("reference")).upload(source(i)).variants().stream()
                        .collect(Collectors.toMap(VariantInfo::variant, VariantInfo::sha256)));
            }
            return hashes;
        }
    }
}
