package io.github.avatarsync.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.avatarsync.CloudObject;
import io.github.avatarsync.CloudStorageException;
import io.github.avatarsync.CloudStorageException.Kind;
import io.github.avatarsync.Content;
import io.github.avatarsync.Session;
import io.github.avatarsync.localaws.Effect;
import io.github.avatarsync.localaws.LocalAws;
import io.github.avatarsync.localaws.Operation;
import io.github.avatarsync.localaws.When;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Objects that go in parts, when something is wrong with them. */
class LargeObjectTest {
    private static final int SIZE = 9 * 1024 * 1024;

    private final byte[] bytes = new byte[SIZE];
    private LocalAws aws;
    private CognitoCredentialsSource credentials;
    private S3CloudStorage cloud;
    private Session session;
    private CloudObject object;

    @BeforeEach
    void start() {
        aws = LocalAws.start();
        Host host = new Host(aws);
        credentials = host.credentials().build();
        cloud = host.storage().build();
        session = credentials.session(host.signIn("ann"), null);
        new Random(1).nextBytes(bytes);
        object = new CloudObject(
                "avatars/" + session.identity() + "/videos/v.mp4", "video/mp4", SIZE, Sha256.hexOf(bytes), Map.of());
    }

    @AfterEach
    void stop() {
        cloud.close();
        credentials.close();
        aws.close();
    }

    @Test
    void anUploadInPartsThatFailsIsUndone() {
        aws.fault(When.every().on(Operation.UPLOAD_PART), Effect.accessDenied());

        assertEquals(Kind.PERMANENT, failure(Content.of(bytes)).kind());

        assertEquals(List.of(), aws.multipartUploads());
        assertThrows(NoSuchElementException.class, () -> aws.bytes(object.key()));
    }

    @Test
    void partsThatGotLostMeanBeginningAgain() {
        aws.fault(When.next().on(Operation.COMPLETE_MULTIPART_UPLOAD), Effect.refuse(400, "InvalidPart"));

        assertEquals(Kind.CONFLICT, failure(Content.of(bytes)).kind());
        cloud.put(session, object, Content.of(bytes), sent -> {});

        assertEquals(object.sha256(), Sha256.hexOf(aws.bytes(object.key())));
    }

    private CloudStorageException failure(Content content) {
        return assertThrows(CloudStorageException.class, () -> cloud.put(session, object, content, sent -> {}));
    }
}
