/**
 * Counters and timers of Avatar Sync in a Micrometer registry. Parameters and results are never null unless marked
 * {@code @Nullable}.
 */
package io.github.avatarsync.micrometer;
