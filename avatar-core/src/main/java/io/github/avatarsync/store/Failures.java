package io.github.avatarsync.store;

import io.github.avatarsync.AvatarStoreException;
import java.io.IOException;

/** Turns what the file system throws into the error of the ports. */
final class Failures {
    private Failures() {}

    static void run(String operation, DirectoryLock.Step step) {
        call(operation, step.asWork());
    }

    static <T> T call(String operation, DirectoryLock.Work<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw new AvatarStoreException(
                    operation + ": " + e + "; look for a full disk or missing permissions, then try again", e);
        }
    }
}
