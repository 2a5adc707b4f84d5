package io.github.avatarsync.simulation;

import io.github.avatarsync.AvatarStore;
import io.github.avatarsync.CloudStorage;
import io.github.avatarsync.CredentialsSource;
import io.github.avatarsync.KeyLayout;
import io.github.avatarsync.MediaStore;
import io.github.avatarsync.sync.Engine;
import io.github.avatarsync.sync.EngineParts;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Takes a protection away from outside, by a collaborator that does not do its part. As it stands it takes nothing away. */
interface Sabotage {
    Sabotage NONE = new Sabotage() {};

    default AvatarStore store(AvatarStore honest, HostProcess process) {
        return honest;
    }

    default MediaStore media(MediaStore honest, HostProcess process) {
        return honest;
    }

    default CloudStorage cloud(CloudStorage honest, HostProcess process) {
        return honest;
    }

    default CredentialsSource credentials(CredentialsSource honest, HostProcess process) {
        return honest;
    }

    default KeyLayout keys() {
        return KeyLayout.standard();
    }

    default RandomGenerator random(RandomGenerator honest) {
        return honest;
    }

    /** What the bucket itself does not do. */
    default Set<BucketFlaw> flaws() {
        return Set.of();
    }

    /** Whether a picture kills every process that sends it, until all is calm. */
    default boolean poisonous(int picture) {
        return false;
    }

    /** An engine beside the façade, with a planner that is not the real one. */
    default Optional<Engine> engine(EngineParts parts) {
        return Optional.empty();
    }
}
