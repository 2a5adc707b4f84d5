package io.github.avatarsync.aws;

import io.github.avatarsync.BlockedReason;
import io.github.avatarsync.CloudStorageException;
import io.github.avatarsync.CloudStorageException.Kind;
import io.github.avatarsync.Session;
import io.github.avatarsync.aws.DoctorReport.Check;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClientBuilder;

/**
 * Whether S3 really refuses the folders of others: tries to write, read, delete and list there, in folders that nobody has.
 *
 * <p>Reading cannot be tried on what is not there unless the identity may also list. That a policy opens foreign folders for
 * reading only shows if it opens them for more.
 */
final class ForeignFolderCheck {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final AwsSettings settings;
    private final Servers servers;
    private final Session session;
    private final S3CloudStorage storage;
    private final List<String> open = new ArrayList<>();
    private final List<String> unclear = new ArrayList<>();

    ForeignFolderCheck(AwsSettings settings, Session session, S3CloudStorage storage) {
        this.settings = settings;
        this.servers = new Servers(settings.read());
        this.session = session;
        this.storage = storage;
    }

    void run(SdkAsyncHttpClient http, Findings findings) {
        String identity = session.identity();
        String stranger = identity.substring(0, identity.indexOf(':') + 1) + UUID.randomUUID();
        folder(stranger, "the folder of another identity");
        folder(identity + "x", "a folder whose name only begins like the own");
        list(http);
        if (!open.isEmpty()) {
            findings.failed(
                    Check.FOREIGN_FOLDER,
                    "this user may " + String.join("; ", open),
                    "let the role's policy end in /${cognito-identity.amazonaws.com:sub}/* and allow neither the whole bucket"
                            + " nor s3:ListBucket");
        } else if (!unclear.isEmpty()) {
            findings.warning(
                    Check.FOREIGN_FOLDER, "not all could be tried: " + String.join("; ", unclear), "run this again");
        } else {
            findings.ok(Check.FOREIGN_FOLDER, "writing, reading, deleting and listing are refused there");
        }
    }

    private void folder(String identity, String what) {
        String key = FolderChecks.newKey(settings, identity);
        boolean written = passes("write into " + what, () -> FolderChecks.put(storage, session, key));
        passes("read in " + what, () -> storage.get(session, key).close());
        boolean deleted = passes("delete in " + what, () -> storage.delete(session, key));
        if (written && !deleted) {
            unclear.add(key + " was left behind: delete it");
        }
    }

    private void list(SdkAsyncHttpClient http) {
        S3AsyncClientBuilder builder = S3AsyncClient.builder()
                .region(Region.of(settings.read().region()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsSessionCredentials.create(
                        session.keyId(), session.secret(), String.valueOf(session.token()))))
                .httpClient(http)
                .forcePathStyle(servers.pathStyle())
                .overrideConfiguration(options -> options.apiCallTimeout(LONGEST));
        settings.read().endpoint().ifPresent(builder::endpointOverride);
        try (S3AsyncClient s3 = builder.build()) {
            passes("list the bucket", () -> listed(s3));
        }
    }

    private void listed(S3AsyncClient s3) {
        try {
            s3.listObjectsV2(ask -> ask.bucket(settings.read().bucket()).maxKeys(1))
                    .join();
        } catch (CompletionException e) {
            throw new S3Errors(false).of("list", settings.read().bucket(), e);
        }
    }

    private boolean passes(String what, Attempt attempt) {
        try {
            attempt.run();
        } catch (IOException e) {
            unclear.add(what);
            return false;
        } catch (CloudStorageException e) {
            boolean seen = e.kind() == Kind.MISSING;
            if (seen) {
                // To who may not look, S3 says "denied" and not "missing".
                open.add(what);
            } else if (e.kind() != Kind.PERMANENT || e.reason() != BlockedReason.ACCESS_DENIED) {
                unclear.add(what);
            }
            return false;
        }
        open.add(what);
        return true;
    }

    /** Something that should be refused. */
    @FunctionalInterface
    private interface Attempt {
        void run() throws IOException;
    }
}
