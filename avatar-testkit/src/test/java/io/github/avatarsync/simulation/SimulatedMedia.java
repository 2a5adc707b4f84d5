package io.github.avatarsync.simulation;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarStoreException;
import io.github.avatarsync.Content;
import io.github.avatarsync.MediaStore;
import io.github.avatarsync.Variant;
import io.github.avatarsync.testkit.InMemoryMediaStore;
import io.github.avatarsync.testkit.Operation;
import java.io.InputStream;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A process's way to the local files of its device. */
final class SimulatedMedia implements MediaStore {
    private final HostProcess process;
    private final Boundary boundary;
    private final InMemoryMediaStore files;

    SimulatedMedia(HostProcess process) {
        this.process = process;
        this.boundary = new Boundary(process);
        this.files = process.device.media;
    }

    private <T> T call(Operation operation, String about, Supplier<T> effect) {
        return boundary.local(operation, about, effect, why -> new AvatarStoreException(why, null));
    }

    @Override
    public void put(AvatarId id, Map<Variant, Content> variants) {
        call(Operation.MEDIA_PUT, id.value(), () -> {
            files.put(id, variants);
            return true;
        });
    }

    @Override
    public Optional<InputStream> open(AvatarId id, Variant variant) {
        return call(Operation.MEDIA_OPEN, id.value(), () -> files.open(id, variant));
    }

    @Override
    public void delete(AvatarId id) {
        call(Operation.MEDIA_DELETE, id.value(), () -> {
            files.delete(id);
            return true;
        });
    }

    @Override
    public int sweep(Instant olderThan, Predicate<AvatarId> known) {
        return call(Operation.MEDIA_SWEEP, "", () -> files.sweep(olderThan, known));
    }
}
