package io.github.avatarsync.aws;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.Avatar;
import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarSource;
import io.github.avatarsync.AvatarState;
import io.github.avatarsync.AvatarSync;
import io.github.avatarsync.AvatarUrl;
import io.github.avatarsync.Avatars;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Variant;
import io.github.avatarsync.testkit.SampleImages;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** What an application does with avatars, end to end, at whatever cloud is behind it. */
final class WholeWay {
    private static final Duration LONG = Duration.ofMinutes(2);

    private final AvatarSync sync;
    private final Avatars avatars;

    /** The way of one owner; nothing moves in the background. */
    WholeWay(AvatarSync sync, OwnerId owner) {
        this.sync = sync;
        this.avatars = sync.of(owner);
    }

    /** Accepted, synced, evicted and fetched back, read by its address, replaced, deleted. */
    void go() throws IOException, InterruptedException {
        Avatar first = synced(AvatarSource.bytes(SampleImages.png(40, 30, 1)));
        byte[] bytes = read(first);
        assertTrue(avatars.evict(first.id()));
        assertArrayEquals(bytes, read(first));
        assertArrayEquals(bytes, served(first));

        Avatar second = synced(AvatarSource.bytes(SampleImages.png(40, 30, 2)).replacing(first.id()));
        assertEquals(Optional.empty(), avatars.find(first.id()));

        avatars.delete(second.id());
        assertTrue(sync.drain(LONG));
        assertEquals(Optional.empty(), avatars.find(second.id()));
    }

    private Avatar synced(AvatarSource source) {
        AvatarId id = avatars.upload(source).id();
        assertTrue(sync.drain(LONG));
        Avatar now = avatars.find(id).orElseThrow();
        assertEquals(AvatarState.SYNCED, now.state(), now::toString);
        return now;
    }

    private byte[] read(Avatar avatar) throws IOException {
        try (InputStream in = avatars.open(avatar.id(), Variant.ORIGINAL)) {
            return in.readAllBytes();
        }
    }

    private byte[] served(Avatar avatar) throws IOException, InterruptedException {
        AvatarUrl url = avatars.url(avatar, Variant.ORIGINAL).orElseThrow();
        HttpResponse<byte[]> response = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(url.uri()).build(), HttpResponse.BodyHandlers.ofByteArray());
        assertEquals(200, response.statusCode());
        return response.body();
    }
}
