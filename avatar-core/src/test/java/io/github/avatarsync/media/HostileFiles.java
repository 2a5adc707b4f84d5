package io.github.avatarsync.media;

import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Files from people who mean harm, made here: no corpora are shipped. Each is made when its turn comes, so that the largest never
 * lie in memory together.
 */
public final class HostileFiles {
    private HostileFiles() {}

    /**
     * Everything that was built on purpose: bombs, floods, lies, loops, polyglots.
     *
     * @return files in a fixed order
     */
    public static Stream<HostileFile> built() {
        return Stream.of(
                        HostilePng.files(),
                        HostileJpeg.files(),
                        HostileGif.files(),
                        HostileWebp.files(),
                        HostileVideos.files(),
                        HostileProfiles.files(),
                        Polyglots.files())
                .flatMap(family -> family)
                .map(Supplier::get);
    }

    /**
     * Small files of every format, cut off at every byte, and with bits flipped at random but the same every time.
     *
     * @return thousands of files in a fixed order
     */
    public static Stream<HostileFile> damaged() {
        return Damage.files();
    }
}
