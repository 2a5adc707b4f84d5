package io.github.avatarsync.aws;

import io.github.avatarsync.OwnerId;
import jakarta.annotation.Nullable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Remembers for every owner which user of the user pool it is, and which identity: the first answer counts for ever.
 *
 * <p>In memory the {@value #IN_MEMORY} owners used last are kept, so that a server does not grow; with a file, all of them.
 */
final class IdentityPins {
    private static final int IN_MEMORY = 100_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final LinkedHashMap<Key, IdentityPin> pins = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Key, OwnerId> holders = new HashMap<>();
    private final @Nullable PinFile file;

    /** {@code of} is an owner, or an identity: the two maps share the type of their key. */
    private record Key(String pool, String of) {}

    /** The pin in force, and whose it is. */
    record Held(OwnerId owner, IdentityPin pin) {}

    private IdentityPins(@Nullable PinFile file) {
        this.file = file;
    }

    static IdentityPins inMemory() {
        return new IdentityPins(null);
    }

    static IdentityPins in(Path file) {
        return new IdentityPins(new PinFile(file));
    }

    Optional<IdentityPin> find(String pool, OwnerId owner) throws IOException {
        lock.lock();
        try {
            IdentityPin known = pins.get(new Key(pool, owner.value()));
            if (known == null && file != null) {
                file.readNew(this::remember);
                known = pins.get(new Key(pool, owner.value()));
            }
            return Optional.ofNullable(known);
        } finally {
            lock.unlock();
        }
    }

    /** Pins, unless the owner has a pin or the identity a holder: then that is returned, and the caller compares. */
    Held pin(String pool, OwnerId owner, IdentityPin pin) throws IOException {
        lock.lock();
        try {
            if (file != null) {
                file.readNew(this::remember);
            }
            Optional<Held> before = inForce(pool, owner, pin);
            if (before.isPresent()) {
                return before.get();
            }
            if (file == null) {
                remember(pool, owner, pin);
            } else {
                file.append(pool, owner, pin);
                // Another process may have appended first: its line stands before ours.
                file.readNew(this::remember);
            }
            return inForce(pool, owner, pin).orElseThrow();
        } finally {
            lock.unlock();
        }
    }

    private Optional<Held> inForce(String pool, OwnerId owner, IdentityPin pin) {
        IdentityPin own = pins.get(new Key(pool, owner.value()));
        if (own != null) {
            return Optional.of(new Held(owner, own));
        }
        OwnerId holder = holders.get(new Key(pool, pin.identity()));
        return holder == null
                ? Optional.empty()
                : Optional.ofNullable(pins.get(new Key(pool, holder.value()))).map(held -> new Held(holder, held));
    }

    private void remember(String pool, OwnerId owner, IdentityPin pin) {
        Key identity = new Key(pool, pin.identity());
        if (holders.containsKey(identity) || pins.containsKey(new Key(pool, owner.value()))) {
            return;
        }
        pins.put(new Key(pool, owner.value()), pin);
        holders.put(identity, owner);
        if (file == null && pins.size() > IN_MEMORY) {
            forgetEldest();
        }
    }

    private void forgetEldest() {
        Map.Entry<Key, IdentityPin> eldest = pins.entrySet().iterator().next();
        pins.remove(eldest.getKey());
        holders.remove(new Key(eldest.getKey().pool(), eldest.getValue().identity()));
    }
}
