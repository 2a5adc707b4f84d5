package io.github.avatarsync.aws;

import io.github.avatarsync.AvatarException;
import io.github.avatarsync.KeyLayout;
import jakarta.annotation.Nullable;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads the variables, and a file for what they leave open, and finds everything that is wrong with them. */
final class SettingsReader {
    static final String BUCKET = "AVATAR_CLOUD_BUCKET";
    static final String REGION = "AVATAR_CLOUD_REGION";
    static final String PREFIX = "AVATAR_CLOUD_PATH_PREFIX";
    static final String ACCESS_KEY = "AVATAR_CLOUD_ACCESS_KEY";
    static final String SECRET_KEY = "AVATAR_CLOUD_SECRET_KEY";
    static final String CDN = "AVATAR_CLOUD_CDN_DOMAIN";
    static final String CDN_KEY_PAIR = "AVATAR_CLOUD_CDN_KEY_PAIR_ID";
    static final String CDN_KEY_FILE = "AVATAR_CLOUD_CDN_PRIVATE_KEY_FILE";
    static final String ENDPOINT = "AVATAR_CLOUD_ENDPOINT";
    static final String IDENTITY_POOL = "AVATAR_COGNITO_IDENTITY_POOL_ID";
    static final String USER_POOL = "AVATAR_COGNITO_USER_POOL_ID";
    static final String CLIENT = "AVATAR_COGNITO_CLIENT_ID";
    static final String COGNITO_REGION = "AVATAR_COGNITO_REGION";
    static final String COGNITO_DOMAIN = "AVATAR_COGNITO_DOMAIN";
    static final String COGNITO_ENDPOINT = "AVATAR_COGNITO_ENDPOINT";

    private static final List<String> ALL = List.of(
            BUCKET,
            REGION,
            PREFIX,
            ACCESS_KEY,
            SECRET_KEY,
            CDN,
            CDN_KEY_PAIR,
            CDN_KEY_FILE,
            ENDPOINT,
            IDENTITY_POOL,
            USER_POOL,
            CLIENT,
            COGNITO_REGION,
            COGNITO_DOMAIN,
            COGNITO_ENDPOINT);

    /** What the section COGNITO of an auth_config.yml calls them. */
    private static final Map<String, String> IN_FILE = Map.of(
            IDENTITY_POOL, "IDENTITY_POOL_ID",
            USER_POOL, "USER_POOL_ID",
            CLIENT, "CLIENT_ID",
            COGNITO_REGION, "REGION",
            COGNITO_DOMAIN, "DOMAIN");

    private static final Pattern BUCKET_NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern REGION_NAME = Pattern.compile("[a-z]{2}(-[a-z]+)+-[0-9]+");
    private static final Pattern IDENTITY_POOL_ID = Pattern.compile("[a-z]{2}(-[a-z]+)+-[0-9]+:[0-9a-f-]{36}");
    private static final Pattern USER_POOL_ID = Pattern.compile("[a-z]{2}(-[a-z]+)+-[0-9]+_[0-9A-Za-z]+");
    private static final Pattern CLIENT_ID = Pattern.compile("[A-Za-z0-9_+-]{1,128}");
    private static final Pattern KEY_PAIR_ID = Pattern.compile("[A-Z0-9]{5,64}");
    private static final Pattern DOMAIN = Pattern.compile("(https?://)?[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._~/-]*)?");

    private final Map<String, String> variables;
    private final List<String> problems = new ArrayList<>();
    private Map<String, String> section = Map.of();
    private String file = "";
    private @Nullable PrivateKey cdnKey;

    SettingsReader(Map<String, String> variables) {
        this.variables = variables;
    }

    boolean nothingSet() {
        return ALL.stream().allMatch(name -> value(name) == null);
    }

    /** Takes from a file what the variables leave open. A file that cannot be read is one problem among the others. */
    void completeFrom(Path authConfig) {
        file = String.valueOf(authConfig.getFileName());
        try {
            section = AuthConfig.read(authConfig);
            if (section.isEmpty()) {
                problems.add(file + " has no section " + AuthConfig.SECTION);
            }
        } catch (AvatarException e) {
            problems.add(String.valueOf(e.getMessage()));
        } catch (NoClassDefFoundError e) {
            problems.add(
                    "reading " + file + " needs the library org.yaml:snakeyaml: add it to the application, or set the"
                            + " AVATAR_COGNITO_ variables instead");
        }
    }

    void check() {
        required(BUCKET);
        required(REGION);
        together(ACCESS_KEY, SECRET_KEY);
        together(IDENTITY_POOL, USER_POOL);
        together(CDN_KEY_PAIR, CDN_KEY_FILE);
        form(BUCKET, BUCKET_NAME, "the name of a bucket");
        form(REGION, REGION_NAME, "a region like eu-west-1");
        form(COGNITO_REGION, REGION_NAME, "a region like eu-west-1");
        form(
                IDENTITY_POOL,
                IDENTITY_POOL_ID,
                "an identity pool id like eu-west-1:01234567-89ab-cdef-0123-456789abcdef");
        form(USER_POOL, USER_POOL_ID, "a user pool id like eu-west-1_AbCdEfGhI");
        form(CLIENT, CLIENT_ID, "the id of an application client");
        form(COGNITO_DOMAIN, DOMAIN, "a domain like auth.example.com");
        form(CDN, DOMAIN, "a domain like d111111abcdef8.cloudfront.net");
        form(CDN_KEY_PAIR, KEY_PAIR_ID, "the id of a public key at CloudFront like K2JCJMDEHXQW5F");
        cdnKey();
        address(ENDPOINT);
        address(COGNITO_ENDPOINT);
        keyPrefix();
        sameRegion();
        if (!problems.isEmpty()) {
            throw new AvatarException("The AWS settings cannot be used: " + String.join("; ", problems), null);
        }
    }

    private void required(String name) {
        if (value(name) == null) {
            problems.add(name + " is not set");
        }
    }

    private void together(String one, String other) {
        if ((value(one) == null) != (value(other) == null)) {
            boolean first = value(one) == null;
            problems.add(named(first ? other : one) + " is set, but " + named(first ? one : other) + " is not");
        }
    }

    /** The name of a setting where the reader of a message finds it, or would set it. */
    private String named(String name) {
        String inFile = IN_FILE.get(name);
        return inFile == null || section.isEmpty() || text(variables.get(name)) != null
                ? name
                : AuthConfig.SECTION + "." + inFile + " in " + file;
    }

    private void form(String name, Pattern form, String wanted) {
        String value = value(name);
        if (value != null && !form.matcher(value).matches()) {
            problems.add(named(name) + " is not " + wanted);
        }
    }

    private void address(String name) {
        String value = value(name);
        if (value == null) {
            return;
        }
        try {
            URI uri = new URI(value);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (web && uri.getHost() != null && uri.getUserInfo() == null && uri.getQuery() == null) {
                return;
            }
        } catch (URISyntaxException e) {
            // Said below, without the value.
        }
        problems.add(name + " is not an address like https://host:port");
    }

    private void cdnKey() {
        String pem = value(CDN_KEY_FILE);
        if (pem == null) {
            return;
        }
        if (value(CDN) == null) {
            problems.add(CDN_KEY_FILE + " is set, but " + CDN + " is not");
        }
        try {
            cdnKey = CdnSigner.read(Path.of(pem));
        } catch (IOException | InvalidPathException e) {
            problems.add(CDN_KEY_FILE + " is not a file that can be read, with a private key in PEM form");
        } catch (NoClassDefFoundError e) {
            problems.add(CDN_KEY_FILE + " needs the library " + CdnSigner.LIBRARY + ": add it to the application");
        }
    }

    private void keyPrefix() {
        try {
            prefix().ifPresent(KeyLayout::standard);
        } catch (IllegalArgumentException e) {
            problems.add(PREFIX + " is not a path of safe characters like avatars/");
        }
    }

    private void sameRegion() {
        String pool = value(IDENTITY_POOL);
        String region = value(COGNITO_REGION);
        if (pool != null && region != null && pool.contains(":") && !pool.startsWith(region + ":")) {
            problems.add(named(COGNITO_REGION) + " is not the region that " + named(IDENTITY_POOL) + " begins with");
        }
    }

    /** Names like ours that mean nothing here: slips of the pen, or settings of a newer version. */
    Set<String> unknownNames() {
        Set<String> unknown = new TreeSet<>(variables.keySet());
        unknown.removeIf(name -> !name.startsWith("AVATAR_CLOUD_") && !name.startsWith("AVATAR_COGNITO_"));
        ALL.forEach(unknown::remove);
        section.keySet().stream()
                .filter(name -> !IN_FILE.containsValue(name))
                .forEach(name -> unknown.add(AuthConfig.SECTION + "." + name + " in " + file));
        return unknown;
    }

    private @Nullable String value(String name) {
        String variable = text(variables.get(name));
        return variable != null ? variable : text(section.get(IN_FILE.getOrDefault(name, "")));
    }

    private static @Nullable String text(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.trim();
    }

    private Optional<String> optional(String name) {
        return Optional.ofNullable(value(name));
    }

    String bucket() {
        return optional(BUCKET).orElseThrow();
    }

    String region() {
        return optional(REGION).orElseThrow();
    }

    Optional<String> prefix() {
        return optional(PREFIX);
    }

    @Nullable
    String accessKey() {
        return value(ACCESS_KEY);
    }

    @Nullable
    String secretKey() {
        return value(SECRET_KEY);
    }

    Optional<String> cdn() {
        return optional(CDN);
    }

    /** Null unless addresses of the CDN are signed. */
    @Nullable
    String cdnKeyPair() {
        return value(CDN_KEY_PAIR);
    }

    /** There once they were checked, if {@link #cdnKeyPair} is. */
    @Nullable
    PrivateKey cdnPrivateKey() {
        return cdnKey;
    }

    Optional<URI> endpoint() {
        return optional(ENDPOINT).map(URI::create);
    }

    Optional<String> identityPool() {
        return optional(IDENTITY_POOL);
    }

    String userPool() {
        return optional(USER_POOL).orElseThrow();
    }

    Optional<String> client() {
        return optional(CLIENT);
    }

    Optional<String> cognitoDomain() {
        return optional(COGNITO_DOMAIN);
    }

    String cognitoRegion() {
        String pool = identityPool().orElseThrow();
        return optional(COGNITO_REGION).orElseGet(() -> pool.substring(0, pool.indexOf(':')));
    }

    Optional<URI> cognitoEndpoint() {
        return optional(COGNITO_ENDPOINT).map(URI::create);
    }
}
