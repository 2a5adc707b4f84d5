package io.github.avatarsync;

import io.github.avatarsync.sync.Spool;
import jakarta.annotation.Nullable;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** One owner's look at the system avatars. */
final class OwnerSystemAvatars implements SystemAvatars {
    private final AvatarSync sync;
    private final OwnerId owner;

    /** Null if no cloud is configured. */
    @Nullable
    private final SystemShelf shelf;

    OwnerSystemAvatars(AvatarSync sync, OwnerId owner, @Nullable SystemShelf shelf) {
        this.sync = sync;
        this.owner = owner;
        this.shelf = shelf;
    }

    @Override
    public List<SystemAvatar> list() {
        sync.ensureOpen();
        return shelf == null ? List.of() : shelf.list(owner);
    }

    @Override
    public Optional<SystemAvatar> find(String name) {
        Objects.requireNonNull(name, "name");
        return list().stream().filter(avatar -> avatar.name().equals(name)).findFirst();
    }

    /** Rendezvous hashing: each avatar has its weight for the owner, whatever others there are, and the heaviest wins. */
    @Override
    public Optional<SystemAvatar> defaultAvatar() {
        return list().stream()
                .filter(avatar -> avatar.image().isPresent())
                .max(Comparator.comparing(avatar -> weight(avatar.name())));
    }

    private String weight(String name) {
        byte[] pair = (owner.value() + "\n" + name).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(Spool.sha256().digest(pair));
    }

    @Override
    public InputStream open(SystemFile file) {
        sync.ensureOpen();
        if (shelf == null) {
            throw new AvatarException(
                    "system avatar " + file.name() + " is in the cloud, and none is configured; call cloud(…)", null);
        }
        return shelf.open(owner, file);
    }

    @Override
    public Optional<AvatarUrl> url(SystemFile file) {
        sync.ensureOpen();
        return shelf == null ? Optional.empty() : sync.cloudUrl(owner, shelf.key(file));
    }
}
