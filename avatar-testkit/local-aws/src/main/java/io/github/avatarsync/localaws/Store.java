package io.github.avatarsync.localaws;

import jakarta.annotation.Nullable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gaul.s3proxy.AccessGrant;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;

/** S3Proxy and the place where it keeps the objects: a directory, or memory. */
final class Store implements AutoCloseable {
    /** Time is judged by the front; S3Proxy would compare with the wall clock. A hundred years, in seconds. */
    private static final int NO_SKEW_CHECK = Integer.MAX_VALUE / 2;

    private static final long MAX_SIGNED_WHOLE = 1024L * 1024 * 1024;

    private final BlobStore blobs;
    private final S3Proxy proxy;

    Store(Sessions sessions, @Nullable Path directory) {
        blobs = directory == null
                ? new TransientNio2BlobStore()
                : new FilesystemNio2BlobStore(created(directory).toString());
        Session service = sessions.service();
        proxy = S3Proxy.builder()
                .blobStore(blobs)
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, service.accessKeyId(), service.secretKey())
                // Else every request that carries a session token is answered with 501.
                .ignoreUnknownHeaders(true)
                .maximumTimeSkew(NO_SKEW_CHECK)
                .v4MaxNonChunkedRequestSize(MAX_SIGNED_WHOLE)
                .stopTimeout(0)
                .build();
        proxy.setBlobStoreLocator((accessKeyId, bucket, key) -> {
            Session session = sessions.find(accessKeyId);
            return session == null ? null : new AccessGrant(session.secretKey(), blobs);
        });
    }

    private static Path created(Path directory) {
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not make the directory of the bucket " + directory, e);
        }
    }

    void start() {
        try {
            proxy.start();
        } catch (Exception e) {
            throw new IllegalStateException("S3Proxy did not start", e);
        }
    }

    int port() {
        return proxy.getPort();
    }

    BlobStore blobs() {
        return blobs;
    }

    @Override
    public void close() {
        try {
            proxy.stop();
        } catch (Exception e) {
            throw new IllegalStateException("S3Proxy did not stop", e);
        }
    }
}
