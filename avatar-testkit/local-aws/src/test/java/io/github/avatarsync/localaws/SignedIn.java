package io.github.avatarsync.localaws;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.cognitoidentity.CognitoIdentityClient;
import software.amazon.awssdk.services.cognitoidentity.model.Credentials;
import software.amazon.awssdk.services.s3.S3Client;

/** A user with the clients of the real SDK: identity, credentials as Cognito issued them, an S3 client over them. */
record SignedIn(String identity, AwsSessionCredentials credentials, S3Client s3) implements AutoCloseable {
    static SignedIn as(String user, LocalAws aws) {
        try (CognitoIdentityClient cognito = cognito(aws)) {
            Map<String, String> logins = Map.of(aws.loginProvider(), aws.idToken(user));
            String identity = cognito.getId(
                            r -> r.identityPoolId(aws.identityPoolId()).logins(logins))
                    .identityId();
            Credentials issued = cognito.getCredentialsForIdentity(
                            r -> r.identityId(identity).logins(logins))
                    .credentials();
            AwsSessionCredentials credentials =
                    AwsSessionCredentials.create(issued.accessKeyId(), issued.secretKey(), issued.sessionToken());
            return new SignedIn(identity, credentials, s3(aws, credentials));
        }
    }

    static CognitoIdentityClient cognito(LocalAws aws) {
        return CognitoIdentityClient.builder()
                .endpointOverride(aws.cognitoEndpoint())
                .region(Region.of(aws.region()))
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .httpClientBuilder(Apache5HttpClient.builder())
                .overrideConfiguration(c -> c.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
    }

    static S3Client s3(LocalAws aws, AwsCredentials credentials) {
        return s3(aws, StaticCredentialsProvider.create(credentials));
    }

    static S3Client s3(LocalAws aws, AwsCredentialsProvider credentials) {
        return s3(aws, credentials, Region.of(aws.region()));
    }

    static S3Client s3(LocalAws aws, AwsCredentialsProvider credentials, Region region) {
        return S3Client.builder()
                .endpointOverride(aws.s3Endpoint())
                .region(region)
                .forcePathStyle(true)
                .credentialsProvider(credentials)
                .httpClientBuilder(Apache5HttpClient.builder())
                .overrideConfiguration(c -> c.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
    }

    static S3Client service(LocalAws aws) {
        return s3(aws, AwsBasicCredentials.create(aws.serviceAccessKeyId(), aws.serviceSecretKey()));
    }

    static String sha256(byte[] bytes) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A key in the own folder. */
    String key(String name) {
        return "avatars/" + identity + "/" + name;
    }

    @Override
    public void close() {
        s3.close();
    }
}
