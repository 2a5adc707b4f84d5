package io.github.avatarsync;

import jakarta.annotation.Nonnull;

/**
 * Where in the cloud an avatar lives and who may carry it there: written once, before the first request, and never changed.
 *
 * @param location endpoint and bucket, as {@link CloudStorage#location()} names them
 * @param authority who vouched for the identity, as {@link Session#authority()} names it
 * @param identity the owner's folder
 */
public record Binding(
        @Nonnull String location,
        @Nonnull String authority,
        @Nonnull String identity) {}
