package io.github.avatarsync.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.avatarsync.CloudStorageException;
import io.github.avatarsync.CloudStorageException.Kind;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Session;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RefusedConnectionTest {
    private static final int REQUESTS = 600;

    private final Session session = new Session(
            OwnerId.of("anna"),
            "id",
            "authority",
            "key",
            "secret",
            "token",
            Instant.now().plusSeconds(3_600));

    @Test
    void everyRefusedConnectionIsReportedAtOnce() throws IOException {
        try (Socket taken = new Socket()) {
            // Taken, and nobody listens.
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            try (S3CloudStorage storage = S3CloudStorage.builder()
                    .bucket("avatars")
                    .region("eu-west-1")
                    .endpoint(URI.create("http://127.0.0.1:" + taken.getLocalPort()))
                    .stallTimeout(Duration.ofSeconds(5))
                    .build()) {
                for (int i = 0; i < REQUESTS; i++) {
                    CloudStorageException refused =
                            assertThrows(CloudStorageException.class, () -> storage.head(session, "key"));
                    assertEquals(Kind.OFFLINE, refused.kind(), refused.getMessage());
                }
            }
        }
    }
}
