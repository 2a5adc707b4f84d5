package io.github.avatarsync.aws;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.regions.Region;

/** The addresses that settings lead to. */
record Servers(SettingsReader read) {
    /** The bucket, as a stranger would ask for it. */
    URI bucket() {
        Optional<URI> endpoint = read.endpoint();
        if (endpoint.isPresent()) {
            String base = endpoint.get().toString();
            return URI.create((base.endsWith("/") ? base : base + "/") + read.bucket());
        }
        String host = "s3." + read.region() + "." + suffix(read.region());
        return pathStyle()
                ? URI.create("https://" + host + "/" + read.bucket())
                : URI.create("https://" + read.bucket() + "." + host + "/");
    }

    boolean pathStyle() {
        return read.endpoint().isPresent() || read.bucket().contains(".");
    }

    private Optional<URI> cognito() {
        if (read.identityPool().isEmpty()) {
            return Optional.empty();
        }
        String region = read.cognitoRegion();
        return Optional.of(read.cognitoEndpoint()
                .orElseGet(() -> URI.create("https://cognito-identity." + region + "." + suffix(region))));
    }

    Set<String> hosts() {
        Set<String> hosts = new LinkedHashSet<>();
        hosts.add(bucket().getHost());
        cognito().ifPresent(uri -> hosts.add(uri.getHost()));
        return hosts;
    }

    private static String suffix(String region) {
        return Region.of(region).metadata().partition().dnsSuffix();
    }
}
