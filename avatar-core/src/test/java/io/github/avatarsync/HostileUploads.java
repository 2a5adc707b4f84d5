package io.github.avatarsync;

import io.github.avatarsync.media.HostileFile;
import io.github.avatarsync.media.HostileFiles;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.stream.Stream;

/** An application with little memory whose users upload hostile files. */
final class HostileUploads {
    /** Of the damaged files, one of so many: each accepted one is written to the disk and waited for. */
    private static final int EVERY = 60;

    private int accepted;
    private int refused;

    private HostileUploads() {}

    /** Uploads them to the library in the directory, and one sound picture at the end. */
    public static void main(String[] args) {
        HostileUploads run = new HostileUploads();
        try (AvatarSync sync = AvatarSync.builder()
                .directory(Path.of(args[0]))
                .rules(MediaRules.builder().thumbnailSizes(32).build())
                .background(false)
                .open()) {
            Avatars avatars = sync.of(OwnerId.of("stranger"));
            int number = 0;
            for (Iterator<HostileFile> all = files().iterator(); all.hasNext(); number++) {
                run.upload(avatars, all.next(), number);
            }
            System.out.printf(Locale.ROOT, "uploads: %d accepted, %d refused%n", run.accepted, run.refused);
        }
    }

    private static Stream<HostileFile> files() {
        int[] count = {0};
        return Stream.concat(HostileFiles.built(), HostileFiles.damaged().filter(file -> count[0]++ % EVERY == 0));
    }

    private void upload(Avatars avatars, HostileFile file, int number) {
        try {
            // A name of its own, so that no two are taken for duplicates of each other.
            Avatar avatar = avatars.upload(AvatarSource.bytes(file.bytes()).named("file " + number));
            if (avatars.find(avatar.id()).isEmpty()) {
                throw new AssertionError(file.name() + " was acknowledged and is not there");
            }
            accepted++;
        } catch (InvalidAvatarException e) {
            refused++;
        }
    }
}
