package io.github.avatarsync;

import jakarta.annotation.Nullable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where the next page of a listing begins, and which older avatars a newer one on an earlier page replaces.
 *
 * @param after the last record seen
 * @param hidden replaced avatars that were not met yet
 */
record ListCursor(@Nullable Position after, Set<AvatarId> hidden) {
    static ListCursor start() {
        return new ListCursor(null, Set.of());
    }

    static ListCursor parse(@Nullable String text) {
        if (text == null) {
            return start();
        }
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ");
            Position after = new Position(Instant.ofEpochMilli(Long.parseLong(parts[0])), AvatarId.of(parts[1]));
            return new ListCursor(
                    after,
                    Arrays.stream(parts)
                            .skip(2)
                            .map(AvatarId::of)
                            .collect(Collectors.toCollection(LinkedHashSet::new)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("not a cursor of this listing; pass on what Page.next() gave", e);
        }
    }

    String text() {
        if (after == null) {
            throw new IllegalStateException("the start has no text");
        }
        StringBuilder text = new StringBuilder()
                .append(after.createdAt().toEpochMilli())
                .append(' ')
                .append(after.id());
        hidden.forEach(id -> text.append(' ').append(id));
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
