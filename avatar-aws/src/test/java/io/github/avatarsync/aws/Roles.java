package io.github.avatarsync.aws;

/** Role policies of the tests, in the terms of the default bucket and prefix of LocalAws. */
final class Roles {
    /** The own folder, what is shared to list, and the right to know that nothing is there. */
    static final String MAY_LIST = """
            {"Version": "2012-10-17", "Statement": [
              {"Effect": "Allow",
               "Action": ["s3:PutObject", "s3:GetObject", "s3:DeleteObject", "s3:AbortMultipartUpload",
                          "s3:ListMultipartUploadParts"],
               "Resource": "arn:aws:s3:::local-avatars/avatars/${cognito-identity.amazonaws.com:sub}/*"},
              {"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::local-avatars",
               "Condition": {"StringLikeIfExists": {"s3:prefix": "avatars/shared/*"}}}]}
            """;

    private Roles() {}
}
