package io.github.avatarsync.examples.server;

import io.github.avatarsync.Avatar;
import io.github.avatarsync.AvatarState;
import io.github.avatarsync.BlockedReason;
import io.github.avatarsync.MediaKind;
import io.github.avatarsync.VariantInfo;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.util.List;

/** An avatar as the API shows it; keys and folders of the bucket are nobody's business. */
record AvatarView(
        String id,
        String name,
        MediaKind kind,
        AvatarState state,
        Instant createdAt,
        List<FileView> files,
        @Nullable BlockedReason blocked) {
    static AvatarView of(Avatar avatar) {
        return new AvatarView(
                avatar.id().value(),
                avatar.name(),
                avatar.kind(),
                avatar.state(),
                avatar.createdAt(),
                avatar.variants().stream()
                        .map(file -> FileView.of(avatar, file))
                        .toList(),
                avatar.blocked().map(why -> why.reason()).orElse(null));
    }

    /** One file of it, and where to ask for it. */
    record FileView(
            String variant, String contentType, long size, int width, int height, boolean inCloud, String href) {
        static FileView of(Avatar avatar, VariantInfo file) {
            return new FileView(
                    file.variant().name(),
                    file.contentType(),
                    file.size(),
                    file.width(),
                    file.height(),
                    file.inCloud(),
                    "/avatars/" + avatar.id() + "/" + file.variant());
        }
    }

    /** A page of them. */
    record Listing(List<AvatarView> avatars, @Nullable String next) {}

    /** How far one is. */
    record SyncStatus(
            AvatarState state,
            long sent,
            long total,
            @Nullable BlockedReason blocked,
            @Nullable String remedy) {}
}
