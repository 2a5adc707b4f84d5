/** Avatar Sync on AWS: credentials from a Cognito identity pool, objects in S3. */
module io.github.avatarsync.aws {
    requires transitive io.github.avatarsync;
    requires io.netty.common;
    requires io.netty.transport;
    requires org.reactivestreams;
    requires org.slf4j;
    requires software.amazon.awssdk.awscore;
    requires transitive software.amazon.awssdk.auth;
    requires software.amazon.awssdk.core;
    requires software.amazon.awssdk.http;
    requires software.amazon.awssdk.http.nio.netty;
    requires software.amazon.awssdk.identity.spi;
    requires software.amazon.awssdk.regions;
    requires software.amazon.awssdk.retries;
    requires software.amazon.awssdk.retries.api;
    requires static software.amazon.awssdk.services.cloudfront;
    requires transitive software.amazon.awssdk.services.cognitoidentity;
    requires transitive software.amazon.awssdk.services.s3;
    requires software.amazon.awssdk.transfer.s3;
    requires static org.yaml.snakeyaml;
    requires static transitive jakarta.annotation;

    exports io.github.avatarsync.aws;
}
