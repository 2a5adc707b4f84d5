package io.github.avatarsync.simulation;

import io.github.avatarsync.AvatarId;
import java.util.Map;
import java.util.TreeMap;

/** What puts of several requests have left in the bucket and not yet finished, such as multipart uploads. */
final class Unfinished {
    private final Map<String, AvatarId> begun = new TreeMap<>();
    private int number;

    /** Whether a file is so large that its put takes several requests: one in three. */
    static boolean isLarge(String key) {
        return Math.floorMod(key.hashCode(), 3) == 0;
    }

    String nextId() {
        number++;
        return "upload-" + number;
    }

    void begin(String id, AvatarId of) {
        begun.put(id, of);
    }

    void end(String id) {
        begun.remove(id);
    }

    /** Whose they are, by their ids. */
    Map<String, AvatarId> all() {
        return begun;
    }
}
