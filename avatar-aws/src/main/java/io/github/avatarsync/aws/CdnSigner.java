package io.github.avatarsync.aws;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.services.cloudfront.CloudFrontUtilities;
import software.amazon.awssdk.services.cloudfront.model.CannedSignerRequest;

/**
 * Signs addresses of a CloudFront distribution that serves nobody else. The one class that needs the SDK's {@code cloudfront}, an
 * optional dependency: without it this class does not link.
 *
 * @param keyPairId of the public key that the distribution trusts
 * @param key its private key, RSA or ECDSA
 * @param life how long an address works
 */
record CdnSigner(String keyPairId, PrivateKey key, Duration life) {
    /** The library that is missing if this class does not link. */
    static final String LIBRARY = "software.amazon.awssdk:cloudfront";

    /** Whether the library is there; asked before an address has to be made. */
    static boolean isPossible() {
        try {
            return CloudFrontUtilities.create() != null;
        } catch (NoClassDefFoundError e) {
            return false;
        }
    }

    /** Reads a private key in PEM form. No exception has any of it in its message. */
    static PrivateKey read(Path pem) throws IOException {
        try {
            return CannedSignerRequest.builder().privateKey(pem).build().privateKey();
        } catch (IOException e) {
            throw new IOException(e.getClass().getSimpleName());
        } catch (Exception e) {
            throw new IOException("no private key");
        }
    }

    URI signed(String address, Instant expires) {
        CannedSignerRequest request = CannedSignerRequest.builder()
                .resourceUrl(address)
                .keyPairId(keyPairId)
                .privateKey(key)
                .expirationDate(expires)
                .build();
        return URI.create(CloudFrontUtilities.create()
                .getSignedUrlWithCannedPolicy(request)
                .url());
    }

    @Override
    public String toString() {
        return "CdnSigner[" + keyPairId + ", " + life + "]";
    }
}
