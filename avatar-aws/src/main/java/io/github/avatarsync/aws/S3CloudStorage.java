package io.github.avatarsync.aws;

import io.github.avatarsync.AvatarUrl;
import io.github.avatarsync.CloudObject;
import io.github.avatarsync.CloudStorage;
import io.github.avatarsync.CloudStorageException;
import io.github.avatarsync.CloudStorageException.Kind;
import io.github.avatarsync.Content;
import io.github.avatarsync.ListedObject;
import io.github.avatarsync.ObjectInfo;
import io.github.avatarsync.PutMemo;
import io.github.avatarsync.Session;
import jakarta.annotation.Nonnull;
import jakarta.annotation.Nullable;
import java.io.InputStream;
import java.net.URI;
import java.security.PrivateKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * Objects in an S3 bucket, or in a store that speaks S3.
 *
 * <p>One asynchronous client for all owners, built at the first use; every request carries the credentials of its session. Up to
 * 8 MiB an object is one request with its SHA-256 known to S3 beforehand, above that the SDK's Transfer Manager puts it together
 * from parts. {@code If-None-Match: *} keeps what is there from being overwritten. A put counts as done when S3 echoed the
 * checksum, or when what is there was looked at and is the same.
 *
 * <p>What is put together from parts goes on where an earlier put stopped, if that was remembered ({@link PutMemo}); the identity
 * needs {@code s3:ListMultipartUploadParts} for that, or all is sent again, and {@code s3:AbortMultipartUpload} to leave no parts
 * behind. It is read from {@link Content#file()}, or else from a temporary copy.
 *
 * <p>A transfer is given up when nothing moved for a time ({@link Builder#stallTimeout}), and after size / 16 KiB/s but at least
 * 2 minutes and at most an hour. Metadata of an object is percent-encoded UTF-8 where it is not printable ASCII, and cut to
 * S3's 2 KB; {@code sha256} is always among it.
 *
 * <p>Anything that answers in S3's place, such as the sign-in page of a network, is {@link Kind#OFFLINE}.
 */
public final class S3CloudStorage implements CloudStorage, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(S3CloudStorage.class);

    private final String location;
    private final S3Clients clients;
    private final S3Requests requests;
    private final S3Errors errors;
    private final S3Reads reads;
    private final S3Puts puts;
    private final S3Urls urls;
    private final Patience patience;

    private S3CloudStorage(Builder builder) {
        location = builder.location();
        clients = builder.clients();
        requests = builder.requests();
        errors = new S3Errors(!builder.compatible);
        patience = new Patience(builder.stallTimeout);
        reads = new S3Reads(clients, requests, errors, patience);
        puts = new S3Puts(clients, requests, reads, new Evidence(reads, errors.strict()), errors, patience);
        urls = new S3Urls(builder.cdnBase(), builder.signer, builder.publicBase(), requests, clients, builder.clock);
    }

    /**
     * For a storage; bucket and region have to be given.
     *
     * @return a builder
     */
    @Nonnull
    public static Builder builder() {
        return new Builder();
    }

    @Override
    @Nonnull
    public String location() {
        return location;
    }

    @Override
    public void put(
            @Nonnull Session session,
            @Nonnull CloudObject object,
            @Nonnull Content content,
            @Nonnull LongConsumer sent) {
        putRemembered(session, object, content, sent, null);
    }

    @Override
    public void put(
            @Nonnull Session session,
            @Nonnull CloudObject object,
            @Nonnull Content content,
            @Nonnull LongConsumer sent,
            @Nonnull PutMemo memo) {
        putRemembered(session, object, content, sent, memo);
    }

    private void putRemembered(
            Session session, CloudObject object, Content content, LongConsumer sent, @Nullable PutMemo memo) {
        puts.put(session, object, content, sent, memo);
        log.debug("{} is in {}, {} bytes", object.key(), location, object.size());
    }

    @Override
    public void abandon(@Nonnull Session session, @Nonnull String key, @Nonnull String remembered) {
        puts.abandon(session, key, remembered);
    }

    @Override
    @Nonnull
    public InputStream get(@Nonnull Session session, @Nonnull String key) {
        return reads.open(session, key);
    }

    /**
     * {@inheritDoc}
     *
     * <p>To an identity without the right {@code s3:ListBucket}, S3 says {@code ACCESS_DENIED} instead of "not there".
     */
    @Override
    @Nonnull
    public Optional<ObjectInfo> head(@Nonnull Session session, @Nonnull String key) {
        try {
            return Optional.of(reads.info(session, key));
        } catch (CloudStorageException e) {
            if (e.kind() == Kind.MISSING) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    @Nonnull
    public Instant delete(@Nonnull Session session, @Nonnull String key) {
        DeleteObjectResponse answer = new Flight("delete", key, 0, patience, errors)
                .await(clients.s3().deleteObject(requests.delete(session, key)));
        Evidence.ofS3("delete", key, errors.strict(), answer.sdkHttpResponse());
        log.debug("{} is deleted from {}", key, location);
        return HttpDate.of(answer.sdkHttpResponse()).orElseThrow(() -> Evidence.notS3("delete", key));
    }

    /**
     * {@inheritDoc}
     *
     * <p>The identity needs the right {@code s3:ListBucket} for the prefix.
     */
    @Override
    @Nonnull
    public List<ListedObject> list(@Nonnull Session session, @Nonnull String prefix) {
        return reads.list(session, prefix);
    }

    @Override
    @Nonnull
    public Optional<AvatarUrl> url(@Nullable Session session, @Nonnull String key) {
        return urls.of(session, key);
    }

    /** Closes the clients that were built here. Transfers under way fail. */
    @Override
    public void close() {
        clients.close();
    }

    @Override
    public String toString() {
        return "S3CloudStorage[" + location + "]";
    }

    /** Options of a storage. */
    public static final class Builder {
        private @Nullable String bucket;
        private @Nullable Region region;
        private @Nullable URI endpoint;
        private @Nullable String cdn;
        private @Nullable CdnSigner signer;
        private @Nullable String cacheControl;
        private @Nullable S3AsyncClient client;
        private boolean publicBucket;
        private boolean compatible;
        private Duration stallTimeout = Patience.STANDARD.stall();
        private Clock clock = Clock.systemUTC();
        private Consumer<PutObjectRequest.Builder> extras = request -> {};

        private Builder() {}

        /**
         * The bucket.
         *
         * @param newBucket its name
         * @return this
         */
        @Nonnull
        public Builder bucket(@Nonnull String newBucket) {
            this.bucket = Objects.requireNonNull(newBucket, "bucket");
            return this;
        }

        /**
         * The bucket's region.
         *
         * @param newRegion for example {@code eu-west-1}
         * @return this
         */
        @Nonnull
        public Builder region(@Nonnull String newRegion) {
            this.region = Region.of(newRegion);
            return this;
        }

        /**
         * Where S3 is; by default the region's public endpoint. Buckets are then addressed by path.
         *
         * @param newEndpoint for example {@code http://127.0.0.1:9000}
         * @return this
         */
        @Nonnull
        public Builder endpoint(@Nonnull URI newEndpoint) {
            this.endpoint = Objects.requireNonNull(newEndpoint, "endpoint");
            return this;
        }

        /**
         * A content delivery network in front of the bucket; none by default.
         *
         * @param domain for example {@code d111111abcdef8.cloudfront.net}; a path after it is kept
         * @return this
         */
        @Nonnull
        public Builder cdn(@Nonnull String domain) {
            this.cdn = Objects.requireNonNull(domain, "domain");
            return this;
        }

        /**
         * Signs the addresses of a CloudFront distribution that serves only who has a signed one; unsigned by default. Needs the
         * library {@code software.amazon.awssdk:cloudfront}, and a {@linkplain #cdn domain}. Whoever has an address can see the
         * avatar until it expires, a deleted one, too, while the CDN has it in its cache.
         *
         * @param keyPairId id of the public key, which is in a key group that the distribution trusts
         * @param privateKey its private key, RSA or ECDSA
         * @param life how long an address works; a second or more
         * @return this
         * @throws IllegalArgumentException if {@code life} is less
         */
        @Nonnull
        public Builder cdnSigning(@Nonnull String keyPairId, @Nonnull PrivateKey privateKey, @Nonnull Duration life) {
            if (life.compareTo(Duration.ofSeconds(1)) < 0) {
                throw new IllegalArgumentException("a signed address lives a second or more, was: " + life);
            }
            this.signer = new CdnSigner(
                    Objects.requireNonNull(keyPairId, "keyPairId"),
                    Objects.requireNonNull(privateKey, "privateKey"),
                    life);
            return this;
        }

        /**
         * Whether everybody may read the bucket; false by default.
         *
         * @param everybodyReads true if a bucket policy says so
         * @return this
         */
        @Nonnull
        public Builder publicBucket(boolean everybodyReads) {
            this.publicBucket = everybodyReads;
            return this;
        }

        /**
         * The {@code Cache-Control} of every object; by default {@code public, max-age=31536000, immutable} with an unsigned CDN or a
         * public bucket, else {@code private, …}. A deleted avatar may be seen in caches for as long.
         *
         * @param header its value
         * @return this
         */
        @Nonnull
        public Builder cacheControl(@Nonnull String header) {
            this.cacheControl = Objects.requireNonNull(header, "header");
            return this;
        }

        /**
         * For stores that speak S3 without its newer words; false by default. Then no checksums, chunks, conditions or {@code Expect}
         * are sent, but {@code Content-MD5}; the store is asked whether a key is taken, and two racing puts are not kept apart.
         *
         * @param olderDialect true if the store refuses the defaults
         * @return this
         */
        @Nonnull
        public Builder compatible(boolean olderDialect) {
            this.compatible = olderDialect;
            return this;
        }

        /**
         * A client of the application's own: CRT, a proxy, other limits. It is not closed here, and makes endpoint and region matter
         * only for {@link CloudStorage#location()} and URLs. Large files go in parts if it has multipart enabled; then let
         * its parts be 8 MiB, or what was put is read back to be sure. A CRT client sends a large file that was interrupted all
         * over again.
         *
         * @param newClient credentials of its own are never used
         * @return this
         */
        @Nonnull
        public Builder client(@Nonnull S3AsyncClient newClient) {
            this.client = Objects.requireNonNull(newClient, "client");
            return this;
        }

        /**
         * What else a put should say: storage class, encryption, tags. Bucket, key, checksum, condition and credentials are set
         * afterwards.
         *
         * @param newExtras called for every put, on the calling thread
         * @return this
         */
        @Nonnull
        public Builder request(@Nonnull Consumer<PutObjectRequest.Builder> newExtras) {
            this.extras = Objects.requireNonNull(newExtras, "extras");
            return this;
        }

        /**
         * After how long without a byte a transfer is given up; 30 seconds by default. The bytes of a put count once the operating
         * system took them, which may send them long after: for every 960 KiB that it took, up to 8 MiB, a put has this time once
         * more.
         *
         * @param timeout more than zero
         * @return this
         */
        @Nonnull
        public Builder stallTimeout(@Nonnull Duration timeout) {
            if (timeout.isNegative() || timeout.isZero()) {
                throw new IllegalArgumentException("the stall timeout must be more than zero, was: " + timeout);
            }
            this.stallTimeout = timeout;
            return this;
        }

        /**
         * This machine's clock; the system's by default.
         *
         * @param newClock used for the expiry of signed addresses
         * @return this
         */
        @Nonnull
        public Builder clock(@Nonnull Clock newClock) {
            this.clock = Objects.requireNonNull(newClock, "clock");
            return this;
        }

        /**
         * Makes the storage. Nothing is connected yet, no client is built.
         *
         * @return a storage
         * @throws IllegalArgumentException if bucket or region are missing, the endpoint is no address, or addresses of a CDN are
         *     to be signed and there is none
         * @throws IllegalStateException if addresses are to be signed and the library for it is missing
         */
        @Nonnull
        public S3CloudStorage build() {
            if (endpoint != null && (endpoint.getHost() == null || endpoint.getUserInfo() != null)) {
                throw new IllegalArgumentException("an endpoint is scheme, host and port, without a user");
            }
            if (signer != null && cdn == null) {
                throw new IllegalArgumentException("addresses of which CDN are to be signed? call cdn(…)");
            }
            if (signer != null && !CdnSigner.isPossible()) {
                throw new IllegalStateException("signing addresses of a CDN needs the library " + CdnSigner.LIBRARY
                        + ": add it to the application");
            }
            return new S3CloudStorage(this);
        }

        private String bucket() {
            if (bucket == null || bucket.isBlank()) {
                throw new IllegalArgumentException("an S3 storage needs a bucket: call bucket(…)");
            }
            return bucket;
        }

        private Region region() {
            if (region == null) {
                throw new IllegalArgumentException("an S3 storage needs a region: call region(…)");
            }
            return region;
        }

        private S3Clients clients() {
            // A dot in a bucket's name does not fit the certificate of the bucket's own host name.
            boolean pathStyle = endpoint != null || bucket().contains(".");
            return new S3Clients(region(), endpoint, pathStyle, compatible, client);
        }

        private S3Requests requests() {
            boolean everybody = publicBucket || (cdn != null && signer == null);
            String visibility = everybody ? "public" : "private";
            String caching = cacheControl != null ? cacheControl : visibility + ", max-age=31536000, immutable";
            return new S3Requests(bucket(), caching, !compatible, extras);
        }

        private String location() {
            return base() + "/" + bucket();
        }

        private String base() {
            String base = endpoint != null
                    ? endpoint.toString()
                    : "https://s3." + region().id() + "."
                            + region().metadata().partition().dnsSuffix();
            return base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        }

        private @Nullable String cdnBase() {
            if (cdn == null) {
                return null;
            }
            String address = cdn.contains("://") ? cdn : "https://" + cdn;
            return address.endsWith("/") ? address : address + "/";
        }

        private @Nullable String publicBase() {
            return publicBucket ? location() + "/" : null;
        }
    }
}
