package io.github.avatarsync;

import jakarta.annotation.Nonnull;

/**
 * How the sync stands.
 *
 * @param pending avatars on their way to the cloud, of all owners
 * @param blocked avatars that need a person, of all owners
 * @param gate whether this process talks to the cloud now
 */
public record Status(long pending, long blocked, @Nonnull GateState gate) {}
