package io.github.avatarsync.localaws;

/** What a request asks for, named as the service names it. */
public enum Operation {
    /** Cognito: the identity id of a login. */
    GET_ID,
    /** Cognito {@code GetCredentialsForIdentity}: temporary credentials of an identity. */
    GET_CREDENTIALS,
    /** A whole object in one request. */
    PUT_OBJECT,
    /** The bytes of an object or a range of them. */
    GET_OBJECT,
    /** The metadata of an object. */
    HEAD_OBJECT,
    /** One object, missing or not. */
    DELETE_OBJECT,
    /** Up to 1,000 objects in one request. */
    DELETE_OBJECTS,
    /** One object made from another inside S3. */
    COPY_OBJECT,
    /** Size, ETag and checksum of an object as XML. */
    GET_OBJECT_ATTRIBUTES,
    /** The start of a multipart upload. */
    CREATE_MULTIPART_UPLOAD,
    /** One part. */
    UPLOAD_PART,
    /** One part made from another object. */
    UPLOAD_PART_COPY,
    /** The end of a multipart upload, at which the object appears. */
    COMPLETE_MULTIPART_UPLOAD,
    /** The end of a multipart upload without an object. */
    ABORT_MULTIPART_UPLOAD,
    /** The parts of one multipart upload. */
    LIST_PARTS,
    /** The multipart uploads of the bucket. */
    LIST_MULTIPART_UPLOADS,
    /** The objects of the bucket, version 1 or 2 of the request. */
    LIST_OBJECTS,
    /** Whether the bucket is there. */
    HEAD_BUCKET,
    /** The region of the bucket. */
    GET_BUCKET_LOCATION,
    /** The buckets of the account. */
    LIST_BUCKETS,
    /** Anything else: answered with 501 NotImplemented (S3) or 400 UnknownOperationException (Cognito). */
    OTHER;

    boolean isCognito() {
        return this == GET_ID || this == GET_CREDENTIALS;
    }
}
