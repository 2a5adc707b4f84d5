package io.github.avatarsync.aws;

import io.github.avatarsync.CloudObject;
import io.github.avatarsync.Session;
import jakarta.annotation.Nonnull;
import jakarta.annotation.Nullable;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * The requests to one bucket, each with the credentials of the session it is made for: the one place where they are joined.
 *
 * @param bucket its name
 * @param cacheControl header of every object
 * @param conditional whether the store understands {@code If-None-Match} and SHA-256 checksums
 * @param extras what the application adds to a put
 */
record S3Requests(
        @Nonnull String bucket,
        @Nonnull String cacheControl,
        boolean conditional,
        @Nonnull Consumer<PutObjectRequest.Builder> extras) {

    PutObjectRequest.Builder put(Session session, CloudObject object) {
        PutObjectRequest.Builder request = PutObjectRequest.builder()
                .contentType(object.contentType())
                .cacheControl(cacheControl)
                .metadata(ObjectMetadata.of(object.metadata(), object.sha256()));
        extras.accept(request);
        AwsRequestOverrideConfiguration given =
                request.build().overrideConfiguration().orElse(null);
        // What keeps objects and identities apart is not the application's to change.
        request.bucket(bucket).key(object.key()).overrideConfiguration(as(session, given));
        return conditional ? request.ifNoneMatch("*") : request;
    }

    HeadObjectRequest head(Session session, String key) {
        HeadObjectRequest.Builder request =
                HeadObjectRequest.builder().bucket(bucket).key(key).overrideConfiguration(as(session, null));
        return (conditional ? request.checksumMode(ChecksumMode.ENABLED) : request).build();
    }

    GetObjectRequest get(Session session, String key) {
        return GetObjectRequest.builder()
                .bucket(bucket)
                .key(key)
                .overrideConfiguration(as(session, null))
                .build();
    }

    ListObjectsV2Request list(Session session, String prefix, @Nullable String next) {
        return ListObjectsV2Request.builder()
                .bucket(bucket)
                .prefix(prefix)
                .continuationToken(next)
                .overrideConfiguration(as(session, null))
                .build();
    }

    DeleteObjectRequest delete(Session session, String key) {
        return DeleteObjectRequest.builder()
                .bucket(bucket)
                .key(key)
                .overrideConfiguration(as(session, null))
                .build();
    }

    AbortMultipartUploadRequest abort(Session session, String key, String uploadId) {
        return AbortMultipartUploadRequest.builder()
                .bucket(bucket)
                .key(key)
                .uploadId(uploadId)
                .overrideConfiguration(as(session, null))
                .build();
    }

    private static AwsRequestOverrideConfiguration as(
            Session session, @Nullable AwsRequestOverrideConfiguration given) {
        AwsRequestOverrideConfiguration.Builder options =
                given == null ? AwsRequestOverrideConfiguration.builder() : given.toBuilder();
        return options.credentialsProvider(StaticCredentialsProvider.create(credentials(session)))
                .build();
    }

    private static AwsCredentials credentials(Session session) {
        return session.token() == null
                ? AwsBasicCredentials.create(session.keyId(), session.secret())
                : AwsSessionCredentials.create(session.keyId(), session.secret(), session.token());
    }
}
