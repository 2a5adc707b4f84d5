package io.github.avatarsync.testkit;

import io.github.avatarsync.PutMemo;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A memo in memory. */
final class NotedMemo implements PutMemo {
    private final AtomicReference<String> note = new AtomicReference<>();

    @Override
    public Optional<String> remembered() {
        return Optional.ofNullable(note.get());
    }

    @Override
    public void remember(String what) {
        note.set(what);
    }
}
