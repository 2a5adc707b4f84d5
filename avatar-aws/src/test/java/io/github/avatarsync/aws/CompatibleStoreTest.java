package io.github.avatarsync.aws;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.BlockedReason;
import io.github.avatarsync.CloudObject;
import io.github.avatarsync.CloudStorageException;
import io.github.avatarsync.Content;
import io.github.avatarsync.Session;
import io.github.avatarsync.aws.AnsweringServer.Answer;
import io.github.avatarsync.localaws.LocalAws;
import io.github.avatarsync.localaws.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A store that refuses what S3 learned in the last years: one switch makes it work. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompatibleStoreTest {
    private static final int LARGE = 17 * 1024 * 1024;

    private LocalAws aws;
    private OlderStore store;
    private CognitoCredentialsSource credentials;
    private S3CloudStorage cloud;
    private S3CloudStorage newer;
    private Session ann;

    @BeforeAll
    void start() {
        aws = LocalAws.builder().rolePolicy(Roles.MAY_LIST).start();
        store = new OlderStore(aws.s3Endpoint());
        Host host = new Host(aws);
        credentials = host.credentials().build();
        ann = credentials.session(host.signIn("ann"), null);
        cloud = host.storage().endpoint(store.uri()).compatible(true).build();
        newer = host.storage().endpoint(store.uri()).build();
    }

    @AfterAll
    void stop() {
        cloud.close();
        newer.close();
        credentials.close();
        store.close();
        aws.close();
    }

    private static byte[] bytes(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private CloudObject object(byte[] bytes) {
        String key = "avatars/" + ann.identity() + "/images/" + UUID.randomUUID() + ".png";
        return new CloudObject(key, "image/png", bytes.length, Sha256.hexOf(bytes), Map.of("name", "Zoë"));
    }

    private void put(CloudObject object, byte[] bytes) {
        cloud.put(ann, object, Content.of(bytes), sent -> {}, new Memo());
    }

    @Test
    void theDefaultsAreRefusedAndTheMessageNamesTheSwitch() {
        byte[] bytes = bytes(1000, 1);
        CloudStorageException refused = assertThrows(
                CloudStorageException.class, () -> newer.put(ann, object(bytes), Content.of(bytes), sent -> {}));

        assertEquals(CloudStorageException.Kind.PERMANENT, refused.kind());
        assertTrue(refused.getMessage().contains("compatible(true)"), refused.getMessage());
    }

    @Test
    void withTheSwitchSmallAndLargeObjectsArePutReadAndDeleted() throws IOException {
        for (int size : new int[] {0, 1, 300_000, LARGE}) {
            byte[] bytes = bytes(size, size);
            CloudObject object = object(bytes);
            put(object, bytes);
            put(object, bytes);

            try (InputStream in = cloud.get(ann, object.key())) {
                assertArrayEquals(bytes, in.readAllBytes());
            }
            assertEquals(size, cloud.head(ann, object.key()).orElseThrow().size());
            cloud.delete(ann, object.key());
            assertEquals(Optional.empty(), cloud.head(ann, object.key()));
        }
        assertEquals(List.of(), aws.multipartUploads());
    }

    /** Some stores have no request ids, and call an empty answer a page. */
    @Test
    void anEmptyAnswerIsNotTakenForASignInPage() {
        byte[] bytes = bytes(1000, 1);
        Answer nothing = Answer.of(404).with("Content-Type", "text/html");
        Answer stored = Answer.of(200)
                .with("Content-Type", "text/html")
                .with("ETag", "\"" + Sha256.hex(Sha256.md5().digest(bytes)) + "\"");

        assertDoesNotThrow(() -> putAt(request -> request.method().equals("PUT") ? stored : nothing, bytes));
    }

    @Test
    void aSignInPageIsTakenForOne() {
        byte[] bytes = bytes(1000, 1);
        Answer nothing = Answer.of(404);
        CloudStorageException refused = assertThrows(
                CloudStorageException.class,
                () -> putAt(request -> request.method().equals("PUT") ? Answer.webPage(200) : nothing, bytes));

        assertEquals(CloudStorageException.Kind.OFFLINE, refused.kind());
    }

    private void putAt(AnsweringServer.Script script, byte[] bytes) {
        try (AnsweringServer server = new AnsweringServer(script);
                S3CloudStorage there = S3CloudStorage.builder()
                        .bucket("bucket")
                        .region("eu-west-1")
                        .endpoint(server.uri())
                        .compatible(true)
                        .build()) {
            there.put(ann, object(bytes), Content.of(bytes), sent -> {});
        }
    }

    @Test
    void otherBytesUnderTheKeyStayThere() {
        byte[] there = bytes(1000, 1);
        byte[] others = bytes(1000, 2);
        CloudObject object = object(there);
        put(object, there);

        CloudObject foreign = new CloudObject(object.key(), "image/png", others.length, Sha256.hexOf(others), Map.of());
        CloudStorageException refused = assertThrows(CloudStorageException.class, () -> put(foreign, others));

        assertEquals(BlockedReason.FOREIGN_OBJECT, refused.reason());
        assertArrayEquals(there, aws.bytes(object.key()));
    }

    @Test
    void aLargeObjectGoesOnHereToo() {
        byte[] bytes = bytes(LARGE, 3);
        CloudObject object = object(bytes);
        Memo memo = new Memo();
        IllegalStateException planned = new IllegalStateException("planned by the test");
        aws.clearRequests();
        assertThrows(
                IllegalStateException.class,
                () -> cloud.put(
                        ann,
                        object,
                        Content.of(bytes),
                        sent -> {
                            if (sent > bytes.length / 2) {
                                throw planned;
                            }
                        },
                        memo));

        cloud.put(ann, object, Content.of(bytes), sent -> {}, memo);

        assertEquals(1, aws.count(Operation.CREATE_MULTIPART_UPLOAD));
        assertArrayEquals(bytes, aws.bytes(object.key()));
    }
}
