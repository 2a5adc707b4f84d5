package io.github.avatarsync.aws;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.CloudObject;
import io.github.avatarsync.CloudStorageException;
import io.github.avatarsync.CloudStorageException.Kind;
import io.github.avatarsync.Content;
import io.github.avatarsync.PutMemo;
import io.github.avatarsync.Session;
import io.github.avatarsync.localaws.Effect;
import io.github.avatarsync.localaws.LocalAws;
import io.github.avatarsync.localaws.Operation;
import io.github.avatarsync.localaws.RecordedRequest;
import io.github.avatarsync.localaws.Stall;
import io.github.avatarsync.localaws.When;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/** Large objects at S3's other end: which requests are made, and what is left in the bucket. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MultipartPutTest {
    private static final byte[] BYTES = bytes();
    private static final int PARTS = 4;

    private final Memo memo = new Memo();
    private LocalAws aws;
    private Host host;
    private CognitoCredentialsSource credentials;
    private S3CloudStorage cloud;
    private Session ann;
    private CloudObject object;

    @BeforeAll
    void start() {
        // Older stores say whether something is there only to who may list.
        aws = LocalAws.builder().rolePolicy(Roles.MAY_LIST).start();
        host = new Host(aws);
        credentials = host.credentials().build();
        cloud = host.storage().build();
        ann = credentials.session(host.signIn("ann"), null);
    }

    @AfterAll
    void stop() {
        cloud.close();
        credentials.close();
        aws.close();
    }

    @BeforeEach
    void freshObject() {
        object = fresh();
        aws.clearRequests();
        memo.remember(null);
    }

    private CloudObject fresh() {
        String key = "avatars/" + ann.identity() + "/videos/" + UUID.randomUUID() + ".mp4";
        return new CloudObject(key, "video/mp4", BYTES.length, Sha256.hexOf(BYTES), Map.of());
    }

    @AfterEach
    void nothingIsLeft() {
        aws.clearFaults();
        assertEquals(List.of(), aws.multipartUploads());
    }

    private static byte[] bytes() {
        byte[] bytes = new byte[(PARTS - 1) * 8 * 1024 * 1024 + 5];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    private void put(PutMemo with) {
        cloud.put(ann, object, Content.of(BYTES), sent -> {}, with);
    }

    private void assertThere() throws IOException {
        try (InputStream in = cloud.get(ann, object.key())) {
            assertArrayEquals(BYTES, in.readAllBytes());
        }
    }

    private void breakOff() {
        breakOff(cloud, object, BYTES);
    }

    /** Interrupts a put of which two parts have arrived, and one is held up. */
    private void breakOff(S3CloudStorage with, CloudObject what, byte[] bytes) {
        Stall third = Stall.beforeEffect();
        aws.fault(When.nth(3).on(Operation.UPLOAD_PART).key(what.key()), Effect.hold(third));
        CompletableFuture<Kind> end = new CompletableFuture<>();
        Thread putting = new Thread(() -> {
            try {
                with.put(ann, what, Content.of(bytes), sent -> {}, memo);
                end.completeExceptionally(new AssertionError("it was put"));
            } catch (CloudStorageException e) {
                end.complete(e.kind());
            } catch (RuntimeException e) {
                end.completeExceptionally(e);
            }
        });
        putting.start();
        Eventually.holds(() -> arrived() >= 2 || end.isDone());
        putting.interrupt();
        assertEquals(Kind.INTERRUPTED, end.join());
        third.release();
    }

    private long arrived() {
        return ofThisTest()
                .filter(r -> r.operation() == Operation.UPLOAD_PART && r.status() == 200)
                .count();
    }

    private long count(Operation operation) {
        return ofThisTest().filter(r -> r.operation() == operation).count();
    }

    /** What a put of the test before had on its way when it was broken off may come in only now. */
    private Stream<RecordedRequest> ofThisTest() {
        return aws.requests().stream().filter(r -> object.key().equals(r.key()));
    }

    @Test
    void anObjectOfManyPartsIsPutWithOneUploadAndNothingIsReadBack() throws IOException {
        put(memo);

        assertEquals(PARTS, count(Operation.UPLOAD_PART));
        assertEquals(1, count(Operation.CREATE_MULTIPART_UPLOAD));
        assertEquals(1, count(Operation.COMPLETE_MULTIPART_UPLOAD));
        assertEquals(
                0,
                aws.requests().stream()
                        .filter(r -> r.status() == 200 && r.operation() == Operation.GET_OBJECT)
                        .count());
        assertThere();
    }

    @Test
    void theNextAttemptSendsOnlyThePartsThatAreMissing() throws IOException {
        breakOff();
        assertEquals(List.of(object.key()), aws.multipartUploads());
        List<Long> told = new ArrayList<>();

        cloud.put(ann, object, Content.of(BYTES), told::add, memo);

        // The one that was held up may have arrived after all.
        assertTrue(arrived() <= PARTS + 1, "parts that arrived: " + arrived());
        assertEquals(1, count(Operation.CREATE_MULTIPART_UPLOAD));
        assertEquals(0, count(Operation.ABORT_MULTIPART_UPLOAD));
        // The last part is short, and may be one of the two that had arrived.
        assertTrue(
                told.get(0) >= S3Clients.PART_SIZE + BYTES.length % S3Clients.PART_SIZE,
                "what is there already counts: " + told.get(0));
        assertThere();
    }

    @Test
    void aRoleThatMayNotListPartsBeginsAgain() throws IOException {
        breakOff();
        aws.clearRequests();
        aws.fault(When.every().on(Operation.LIST_PARTS), Effect.accessDenied());

        put(memo);

        assertEquals(1, count(Operation.CREATE_MULTIPART_UPLOAD));
        assertEquals(1, count(Operation.ABORT_MULTIPART_UPLOAD));
        assertThere();
    }

    @Test
    void aStoreThatTellsNoChecksumsIsResumedByItsETags() throws IOException {
        try (S3CloudStorage older = host.storage().compatible(true).build()) {
            breakOff(older, object, BYTES);
            older.put(ann, object, Content.of(BYTES), sent -> {}, memo);
        }

        assertEquals(1, count(Operation.CREATE_MULTIPART_UPLOAD));
        assertTrue(arrived() <= PARTS + 1, "parts that arrived: " + arrived());
        assertThere();
    }

    @Test
    void aClientOfTheApplicationsOwnIsResumedWhateverItsPartsWere() throws IOException {
        try (S3AsyncClient own = S3AsyncClient.builder()
                        .region(Region.of(aws.region()))
                        .endpointOverride(aws.s3Endpoint())
                        .forcePathStyle(true)
                        .credentialsProvider(AnonymousCredentialsProvider.create())
                        .multipartEnabled(true)
                        .multipartConfiguration(parts -> parts.minimumPartSizeInBytes(5L * 1024 * 1024))
                        .build();
                S3CloudStorage with = host.storage().client(own).build()) {
            breakOff(with, object, BYTES);
            with.put(ann, object, Content.of(BYTES), sent -> {}, memo);
        }

        assertEquals(1, count(Operation.CREATE_MULTIPART_UPLOAD));
        assertThere();
    }

    @Test
    void aClientThatMakesNoPartsPutsAllInOneRequest() throws IOException {
        try (S3AsyncClient own = S3AsyncClient.builder()
                        .region(Region.of(aws.region()))
                        .endpointOverride(aws.s3Endpoint())
                        .forcePathStyle(true)
                        .credentialsProvider(AnonymousCredentialsProvider.create())
                        .build();
                S3CloudStorage with = host.storage().client(own).build()) {
            with.put(ann, object, Content.of(BYTES), sent -> {}, memo);
        }

        assertEquals(Optional.empty(), memo.remembered());
        assertEquals(1, count(Operation.PUT_OBJECT));
        assertThere();
    }

    @Test
    void anUploadThatSomebodyAbortedIsBegunAgain() throws IOException {
        breakOff();
        cloud.abandon(ann, object.key(), memo.remembered().orElseThrow());

        put(memo);

        assertEquals(2, count(Operation.CREATE_MULTIPART_UPLOAD));
        assertThere();
    }

    @Test
    void aCompletionWhoseAnswerWasLostIsFoundOut() throws IOException {
        aws.fault(When.next().on(Operation.COMPLETE_MULTIPART_UPLOAD), Effect.loseAnswer());
        try {
            put(memo);
        } catch (CloudStorageException e) {
            assertEquals(Kind.CONFLICT, e.kind());
            put(memo);
        }

        assertEquals(PARTS, count(Operation.UPLOAD_PART));
        assertThere();
    }

    @Test
    void whatWasPutByAnotherUploadMeanwhileIsFoundAndTheOwnUploadAborted() throws IOException {
        breakOff();
        cloud.put(ann, object, Content.of(BYTES), sent -> {});
        assertEquals(1, aws.multipartUploads().size());

        put(memo);

        assertThere();
    }

    @Test
    void aNoteThatCannotBeWrittenAbortsTheUploadBeforeAnyPart() throws Exception {
        PutMemo unwritable = new PutMemo() {
            @Override
            public Optional<String> remembered() {
                return Optional.empty();
            }

            @Override
            public void remember(String what) {
                throw new IllegalStateException("planned by the test");
            }
        };
        assertThrows(IllegalStateException.class, () -> put(unwritable));

        assertEquals(0, arrived());
        assertEquals(List.of(), aws.multipartUploads());
    }

    @Test
    void whatFailsWithoutAMemoIsAborted() throws Exception {
        aws.fault(When.every().on(Operation.UPLOAD_PART), Effect.accessDenied());
        assertThrows(CloudStorageException.class, () -> cloud.put(ann, object, Content.of(BYTES), sent -> {}));

        assertEquals(List.of(), aws.multipartUploads());
    }

    @Test
    void aFileThatIsChangedWhileItIsSentIsNeverPutTogether(@TempDir Path directory) throws Exception {
        Path file = Files.write(directory.resolve("changing"), BYTES);
        FileTime before = Files.getLastModifiedTime(file);
        byte[] changed = BYTES.clone();
        changed[changed.length - 1] ^= 1;
        PutMemo changing = new PutMemo() {
            @Override
            public Optional<String> remembered() {
                return memo.remembered();
            }

            @Override
            public void remember(String what) {
                memo.remember(what);
                try {
                    Files.write(file, changed);
                    Files.setLastModifiedTime(file, before);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };

        CloudStorageException refused = assertThrows(
                CloudStorageException.class, () -> cloud.put(ann, object, Content.of(file), sent -> {}, changing));

        assertEquals(Kind.CORRUPT, refused.kind());
        assertEquals(0, count(Operation.COMPLETE_MULTIPART_UPLOAD));
    }

    @Test
    void partsOfOtherBytesInTheUploadAreReplaced() throws IOException {
        byte[] others = BYTES.clone();
        others[0] ^= 1;
        CloudObject wrong = new CloudObject(
                object.key(), object.contentType(), BYTES.length, Sha256.hexOf(others), object.metadata());
        breakOff(cloud, wrong, others);

        put(memo);

        assertEquals(1, count(Operation.CREATE_MULTIPART_UPLOAD));
        assertThere();
    }

    @Test
    void contentWithoutAFileLeavesNoCopy() throws IOException {
        Set<Path> before = copies();
        put(memo);
        assertThrows(
                IllegalStateException.class,
                () -> cloud.put(ann, fresh(), Content.of(BYTES), sent -> {
                    throw new IllegalStateException("planned by the test");
                }));

        assertEquals(before, copies());
    }

    private static Set<Path> copies() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.toString().endsWith(".spool"))
                    .filter(file -> file.toFile().length() == BYTES.length)
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void aFailureThatPassesKeepsTheUploadForTheNextAttempt() throws IOException {
        aws.fault(When.every().on(Operation.UPLOAD_PART), Effect.slowDown());
        CloudStorageException busy = assertThrows(CloudStorageException.class, () -> put(memo));
        assertEquals(Kind.THROTTLED, busy.kind());
        assertEquals(List.of(object.key()), aws.multipartUploads());
        aws.clearFaults();

        put(memo);

        assertEquals(1, count(Operation.CREATE_MULTIPART_UPLOAD));
        assertThere();
    }
}
