package io.github.avatarsync;

import jakarta.annotation.Nonnull;
import jakarta.annotation.Nullable;
import java.util.Optional;

/**
 * What became of one source of a batch: an avatar or an error, never both, never neither.
 *
 * @param index place of the source in the batch, from 0
 * @param accepted the avatar, or null
 * @param refusal the error, or null
 */
public record Outcome(
        int index, @Nullable Avatar accepted, @Nullable AvatarException refusal) {
    /**
     * Checks that there is one of both.
     *
     * @throws IllegalArgumentException if there are none or two
     */
    public Outcome {
        if ((accepted == null) == (refusal == null)) {
            throw new IllegalArgumentException("an outcome is an avatar or an error");
        }
    }

    /**
     * The avatar.
     *
     * @return empty if the source was refused
     */
    @Nonnull
    public Optional<Avatar> avatar() {
        return Optional.ofNullable(accepted);
    }

    /**
     * The error.
     *
     * @return empty if the source was accepted
     */
    @Nonnull
    public Optional<AvatarException> error() {
        return Optional.ofNullable(refusal);
    }
}
