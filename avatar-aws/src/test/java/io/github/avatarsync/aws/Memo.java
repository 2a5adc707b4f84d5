package io.github.avatarsync.aws;

import io.github.avatarsync.PutMemo;
import java.util.Optional;

/** A memo in memory. */
final class Memo implements PutMemo {
    private String note;

    @Override
    public Optional<String> remembered() {
        return Optional.ofNullable(note);
    }

    @Override
    public void remember(String what) {
        note = what;
    }
}
