package io.github.avatarsync.aws;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.avatarsync.CloudStorageException;
import io.github.avatarsync.OwnerId;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.BucketAlreadyExistsException;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A store that speaks S3 and that others wrote. Its bucket is made if it is not there, and left as it was. */
abstract class ForeignStoreContract extends StaticKeysContract {
    private S3AsyncClient client;
    private String bucket;

    abstract Store foreign();

    @Override
    final Store store() {
        Store store = foreign();
        bucket = store.bucket();
        client = S3AsyncClient.builder()
                .endpointOverride(store.endpoint())
                .region(Region.of(store.region()))
                .forcePathStyle(true)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(store.keyId(), store.secret())))
                .build();
        client.createBucket(asked -> asked.bucket(bucket))
                .handle((made, failure) -> {
                    if (failure != null && !isThere(failure.getCause())) {
                        throw new IllegalStateException("no bucket " + bucket, failure);
                    }
                    return made;
                })
                .join();
        return store;
    }

    private static boolean isThere(Throwable failure) {
        return failure instanceof BucketAlreadyOwnedByYouException || failure instanceof BucketAlreadyExistsException;
    }

    @AfterAll
    void leaveNothing() {
        if (client == null) {
            return;
        }
        uploads()
                .forEach(left -> client.abortMultipartUpload(
                                asked -> asked.bucket(bucket).key(left.key()).uploadId(left.uploadId()))
                        .join());
        client.listObjectsV2(asked -> asked.bucket(bucket).prefix("avatars/")).join().contents().stream()
                .map(S3Object::key)
                .filter(key -> key.contains(run))
                .forEach(
                        key -> client.deleteObject(asked -> asked.bucket(bucket).key(key))
                                .join());
        client.close();
    }

    @Override
    public List<String> unfinished() {
        return uploads().stream().map(MultipartUpload::key).toList();
    }

    private List<MultipartUpload> uploads() {
        return client.listMultipartUploads(asked -> asked.bucket(bucket)).join().uploads().stream()
                .filter(upload -> upload.key().contains(run))
                .toList();
    }

    @Test
    @DisplayName("C11 unknown credentials are SESSION")
    @Override
    public void unknownCredentialsAreSession() {
        assumeTrue(looksAtKeys(), "not tested: this store does not refuse unknown credentials");
        super.unknownCredentialsAreSession();
    }

    private boolean looksAtKeys() {
        ServiceCredentialsSource nobody = ServiceCredentialsSource.of(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIANOBODY0000000000", "nobody")),
                owner -> "user-" + owner.value());
        CloudStorageException answer = assertThrows(
                CloudStorageException.class,
                () -> cloud().get(nobody.session(OwnerId.of("nobody"), null), "avatars/user-nobody/images/nothing"));
        return answer.kind() != CloudStorageException.Kind.MISSING;
    }
}
