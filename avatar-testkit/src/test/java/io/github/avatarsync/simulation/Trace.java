package io.github.avatarsync.simulation;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** What happened, in order: always as a hash, as text only when somebody will read it. */
final class Trace {
    private final Clock time;
    private final boolean kept;
    private final List<String> lines = new ArrayList<>();
    private long hash = 0xcbf29ce484222325L;

    Trace(Clock time, boolean kept) {
        this.time = time;
        this.kept = kept;
    }

    void event(String who, Object what, String about, String how) {
        mix(time.millis());
        mix(who.hashCode());
        mix(what.toString().hashCode());
        mix(about.hashCode());
        mix(how.hashCode());
        if (kept) {
            lines.add(time.instant() + " " + who + " " + what + " " + about + " " + how);
        }
    }

    private void mix(long value) {
        hash = (hash ^ value) * 0x100000001b3L;
        hash ^= hash >>> 29;
    }

    /** Equal for equal sequences of events. */
    long hash() {
        return hash;
    }

    List<String> lines() {
        return lines;
    }
}
