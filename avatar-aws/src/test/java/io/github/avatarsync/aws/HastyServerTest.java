package io.github.avatarsync.aws;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.avatarsync.BlockedReason;
import io.github.avatarsync.CloudObject;
import io.github.avatarsync.CloudStorageException;
import io.github.avatarsync.CloudStorageException.Kind;
import io.github.avatarsync.Content;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Session;
import io.github.avatarsync.aws.AnsweringServer.Answer;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A server that knows from the headers of a put what it will say, and hangs up while the bytes still come: its answer is lost. */
class HastyServerTest {
    private static final byte[] BYTES = new byte[300_000];

    private static final CloudObject OBJECT =
            new CloudObject("avatars/id/a.png", "image/png", BYTES.length, Sha256.hexOf(BYTES), Map.of());
    private static final Session SESSION =
            new Session(OwnerId.of("anna"), "id", "authority", "key", "secret", "token", Instant.MAX);

    private static Answer found(byte[] bytes) {
        return Answer.of(200)
                .with("x-amz-request-id", "1")
                .with("Content-Length", String.valueOf(bytes.length))
                .with("ETag", "\"1\"")
                .with("x-amz-checksum-sha256", Sha256.base64(Sha256.hexOf(bytes)));
    }

    private static void put(Answer toHead) {
        try (AnsweringServer server = new AnsweringServer(
                        request -> toHead, request -> request.method().equals("PUT"));
                S3CloudStorage cloud = S3CloudStorage.builder()
                        .bucket("bucket")
                        .region("eu-west-1")
                        .endpoint(server.uri())
                        .build()) {
            cloud.put(SESSION, OBJECT, Content.of(BYTES), sent -> {});
        }
    }

    @Test
    void whatIsThereAlreadyIsFoundAllTheSame() {
        assertDoesNotThrow(() -> put(found(BYTES)));
    }

    @Test
    void otherBytesUnderTheKeyAreFoundToo() {
        CloudStorageException refused = assertThrows(CloudStorageException.class, () -> put(found(new byte[] {1})));

        assertEquals(BlockedReason.FOREIGN_OBJECT, refused.reason());
    }

    @Test
    void whereNothingIsItIsTriedAgainLater() {
        CloudStorageException failed =
                assertThrows(CloudStorageException.class, () -> put(Answer.s3Error(404, "NoSuchKey", "")));

        assertEquals(Kind.TRANSIENT, failed.kind());
    }
}
