package io.github.avatarsync.localaws;

import jakarta.annotation.Nullable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.checksum.FlexChecksum;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** The bucket behind the front, for tests that look at it or prepare it. */
final class Bucket {
    private final BlobStore store;
    private final String name;

    Bucket(BlobStore store, String name) {
        this.store = store;
        this.name = name;
        if (!store.containerExists(name)) {
            store.createContainer(name);
        }
    }

    SortedMap<String, StoredObject> objects() {
        SortedMap<String, StoredObject> objects = new TreeMap<>();
        String next = null;
        do {
            ListObjectsV2Response page = store.list(ListObjectsV2Request.builder()
                    .bucket(name)
                    .continuationToken(next)
                    .build());
            page.contents().forEach(entry -> {
                StoredObject object = find(entry.key());
                if (object != null) {
                    objects.put(object.key(), object);
                }
            });
            next = page.nextContinuationToken();
        } while (next != null);
        return objects;
    }

    @Nullable
    private StoredObject find(String key) {
        HeadObjectResponse head = store.blobMetadataIfPresent(name, key);
        if (head == null || head.eTag() == null) {
            // Nothing, or something that is just being written.
            return null;
        }
        Map<String, String> metadata = new TreeMap<>();
        head.metadata().forEach((field, value) -> {
            String lower = field.toLowerCase(Locale.ROOT);
            if (!lower.startsWith(FlexChecksum.METADATA_PREFIX)) {
                metadata.put(lower, value);
            }
        });
        return new StoredObject(
                key,
                head.contentLength(),
                head.eTag().replace("\"", ""),
                head.contentType(),
                head.cacheControl(),
                Map.copyOf(metadata));
    }

    List<String> multipartUploads() {
        return store.listMultipartUploads(name).stream()
                .map(MultipartUpload::key)
                .sorted()
                .toList();
    }

    byte[] bytes(String key) {
        try (InputStream in = store.getBlob(name, key)) {
            if (in == null) {
                throw new NoSuchElementException("No object " + key + " in bucket " + name);
            }
            return in.readAllBytes();
        } catch (NoSuchKeyException e) {
            throw new NoSuchElementException("No object " + key + " in bucket " + name, e);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read object " + key, e);
        }
    }

    void put(String key, byte[] bytes, String contentType, Map<String, String> metadata) {
        PutObjectRequest request = PutObjectRequest.builder()
                .bucket(name)
                .key(key)
                .contentLength((long) bytes.length)
                .contentType(contentType)
                .metadata(metadata)
                .build();
        store.putBlob(request, new ByteArrayInputStream(bytes));
    }

    void delete(String key) {
        store.removeBlob(name, key);
    }
}
