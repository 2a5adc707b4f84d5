/**
 * Avatar Sync on AWS: sessions from a Cognito identity pool or a role, objects in S3, settings from the environment.
 *
 * <p>Start at {@link io.github.avatarsync.aws.AwsSettings}, or build the parts yourself:
 * {@link io.github.avatarsync.aws.S3CloudStorage} with {@link io.github.avatarsync.aws.CognitoCredentialsSource} for users who sign
 * in, with {@link io.github.avatarsync.aws.ServiceCredentialsSource} for a service that acts for them. Parameters and results are
 * never null unless marked {@code @Nullable}.
 */
package io.github.avatarsync.aws;
