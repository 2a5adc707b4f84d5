package io.github.avatarsync;

/**
 * What became of a batch.
 *
 * @param accepted sources that are avatars now
 * @param refused sources that are not
 */
public record Batch(int accepted, int refused) {}
