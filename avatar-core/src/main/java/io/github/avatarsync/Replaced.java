package io.github.avatarsync;

import jakarta.annotation.Nonnull;

/**
 * The avatar that another one replaces.
 *
 * @param id the older avatar
 * @param accepted how often it had been accepted when it was replaced; if it was accepted again since, it stays
 */
public record Replaced(@Nonnull AvatarId id, int accepted) {}
