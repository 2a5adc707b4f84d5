package io.github.avatarsync;

import jakarta.annotation.Nonnull;
import jakarta.annotation.Nullable;
import java.net.URI;
import java.time.Instant;

/**
 * Where a variant can be read. {@link #toString()} leaves out the query, which may be a signature.
 *
 * @param uri the address; treat one that expires like a secret
 * @param kind who serves it
 * @param expiresAt when it stops working; null: as long as the avatar is there
 */
public record AvatarUrl(
        @Nonnull URI uri, @Nonnull Kind kind, @Nullable Instant expiresAt) {
    /** Who serves a URL. */
    public enum Kind {
        /** A content delivery network in front of the bucket; for everybody, or signed if it expires. */
        CDN,
        /** The bucket, for whoever has this signed address, for a limited time. */
        SIGNED,
        /** The bucket, for everybody. */
        PUBLIC,
        /** A file of this machine. */
        LOCAL
    }

    @Override
    public String toString() {
        String text = uri.toString();
        int query = text.indexOf('?');
        return "AvatarUrl[" + kind + " " + (query < 0 ? text : text.substring(0, query) + "?…")
                + (expiresAt == null ? "" : " until " + expiresAt) + "]";
    }
}
