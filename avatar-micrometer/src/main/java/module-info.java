/** Counters and timers of Avatar Sync in a Micrometer registry. */
module io.github.avatarsync.micrometer {
    requires transitive io.github.avatarsync;
    requires transitive micrometer.core;
    requires static transitive jakarta.annotation;

    exports io.github.avatarsync.micrometer;
}
