package io.github.avatarsync.localaws;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

class BucketFlowTest {
    private static final byte[] BYTES = "the bytes of an avatar".getBytes(StandardCharsets.UTF_8);

    private static LocalAws aws;
    private static SignedIn alice;

    @BeforeAll
    static void start() {
        aws = LocalAws.start();
        alice = SignedIn.as("alice", aws);
    }

    @AfterAll
    static void stop() {
        alice.close();
        aws.close();
    }

    private static String sha256(byte[] bytes) {
        return SignedIn.sha256(bytes);
    }

    @Test
    void bytesPutAreTheBytesGot() {
        String key = alice.key("images/one.png");
        PutObjectResponse put =
                alice.s3().putObject(r -> r.bucket(aws.bucket()).key(key), RequestBody.fromBytes(BYTES));
        assertNotNull(put.eTag());
        byte[] got = alice.s3()
                .getObjectAsBytes(r -> r.bucket(aws.bucket()).key(key))
                .asByteArray();
        assertArrayEquals(BYTES, got);
        assertArrayEquals(BYTES, aws.bytes(key));
    }

    @Test
    void whatWasSaidOfAnObjectIsKept() {
        String key = alice.key("images/described.png");
        alice.s3()
                .putObject(
                        r -> r.bucket(aws.bucket())
                                .key(key)
                                .contentType("image/png")
                                .cacheControl("private, max-age=31536000, immutable")
                                .metadata(Map.of("avatar-id", "4711")),
                        RequestBody.fromBytes(BYTES));
        HeadObjectResponse head =
                alice.s3().headObject(r -> r.bucket(aws.bucket()).key(key));
        assertEquals("image/png", head.contentType());
        assertEquals("private, max-age=31536000, immutable", head.cacheControl());
        assertEquals(Map.of("avatar-id", "4711"), head.metadata());
        assertEquals(BYTES.length, head.contentLength());
        StoredObject stored = aws.objects().get(key);
        assertEquals(
                new StoredObject(
                        key,
                        BYTES.length,
                        head.eTag().replace("\"", ""),
                        "image/png",
                        "private, max-age=31536000, immutable",
                        Map.of("avatar-id", "4711")),
                stored);
    }

    @Test
    void checksumGivenWithThePutIsEchoedAndReturnedOnHead() {
        String key = alice.key("images/checked.png");
        PutObjectResponse put = alice.s3()
                .putObject(
                        r -> r.bucket(aws.bucket()).key(key).checksumSHA256(sha256(BYTES)),
                        RequestBody.fromBytes(BYTES));
        assertEquals(sha256(BYTES), put.checksumSHA256());
        HeadObjectResponse head =
                alice.s3().headObject(r -> r.bucket(aws.bucket()).key(key).checksumMode(ChecksumMode.ENABLED));
        assertEquals(sha256(BYTES), head.checksumSHA256());
        assertNull(alice.s3().headObject(r -> r.bucket(aws.bucket()).key(key)).checksumSHA256());
    }

    @Test
    void wrongChecksumIsRefusedAndNothingIsStored() {
        String key = alice.key("images/wrong.png");
        String wrong = sha256("other bytes".getBytes(StandardCharsets.UTF_8));
        S3Exception e = assertThrows(
                S3Exception.class,
                () -> alice.s3()
                        .putObject(
                                r -> r.bucket(aws.bucket()).key(key).checksumSHA256(wrong),
                                RequestBody.fromBytes(BYTES)));
        assertEquals(400, e.statusCode());
        assertEquals("BadDigest", e.awsErrorDetails().errorCode());
        assertFalse(aws.objects().containsKey(key));
    }

    @Test
    void objectIsGoneAfterDelete() {
        String key = alice.key("images/gone.png");
        aws.put(key, BYTES);
        alice.s3().deleteObject(r -> r.bucket(aws.bucket()).key(key));
        assertFalse(aws.objects().containsKey(key));
        alice.s3().deleteObject(r -> r.bucket(aws.bucket()).key(key));
    }

    @Test
    void bytesOfWhatIsNotThereAreNoSuchElement() {
        assertThrows(NoSuchElementException.class, () -> aws.bytes(alice.key("images/never.png")));
    }

    @Test
    void conditionalPutOverAnObjectIsRefused() {
        String key = alice.key("images/once.png");
        aws.put(key, BYTES);
        S3Exception e = assertThrows(
                S3Exception.class,
                () -> alice.s3()
                        .putObject(
                                r -> r.bucket(aws.bucket()).key(key).ifNoneMatch("*"),
                                RequestBody.fromBytes(new byte[100_000])));
        assertEquals(412, e.statusCode());
        assertEquals("PreconditionFailed", e.awsErrorDetails().errorCode());
        assertArrayEquals(BYTES, aws.bytes(key));
    }

    @Test
    void ofEightRacingConditionalPutsOneWins() throws Exception {
        ExecutorService racers = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < 5; round++) {
                String key = alice.key("images/race" + round + ".png");
                List<Future<Boolean>> wins = racers.invokeAll(java.util.stream.IntStream.range(0, 8)
                        .mapToObj(i -> (Callable<Boolean>) () -> putOnce(key, ("racer " + i).repeat(10_000)))
                        .toList());
                int winners = 0;
                for (int i = 0; i < 8; i++) {
                    if (wins.get(i).get()) {
                        winners++;
                        assertEquals(("racer " + i).repeat(10_000), new String(aws.bytes(key), StandardCharsets.UTF_8));
                    }
                }
                assertEquals(1, winners);
            }
        } finally {
            racers.shutdownNow();
        }
    }

    private static boolean putOnce(String key, String text) {
        try {
            alice.s3().putObject(r -> r.bucket(aws.bucket()).key(key).ifNoneMatch("*"), RequestBody.fromString(text));
            return true;
        } catch (S3Exception e) {
            assertTrue(e.statusCode() == 412 || e.statusCode() == 409, e.getMessage());
            return false;
        }
    }

    @Test
    void requestsSayWhoDidWhat() {
        String key = alice.key("images/recorded.png");
        aws.clearRequests();
        alice.s3().putObject(r -> r.bucket(aws.bucket()).key(key), RequestBody.fromBytes(BYTES));
        RecordedRequest put = aws.requests().stream()
                .filter(r -> key.equals(r.key()))
                .findFirst()
                .orElseThrow();
        assertEquals(Operation.PUT_OBJECT, put.operation());
        assertEquals("PUT", put.method());
        assertEquals(aws.bucket(), put.bucket());
        assertEquals(alice.identity(), put.identity());
        assertEquals(200, put.status());
        assertEquals(1, aws.count(Operation.PUT_OBJECT));
    }
}
