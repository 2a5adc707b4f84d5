package io.github.avatarsync;

import jakarta.annotation.Nonnull;
import java.time.Instant;
import java.util.Optional;

/**
 * What one pass over the due work did.
 *
 * @param done avatars that reached their goal
 * @param failed avatars that did not, and wait for another attempt, a sign-in or a person
 * @param nextDue when there is work again; in the past if there is some left; empty if nothing waits for a time
 */
public record Pass(int done, int failed, @Nonnull Optional<Instant> nextDue) {}
