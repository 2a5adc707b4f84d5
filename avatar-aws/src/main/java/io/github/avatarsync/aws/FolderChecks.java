package io.github.avatarsync.aws;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.CloudObject;
import io.github.avatarsync.CloudStorageException;
import io.github.avatarsync.CloudStorageException.Kind;
import io.github.avatarsync.Content;
import io.github.avatarsync.Session;
import io.github.avatarsync.Variant;
import io.github.avatarsync.aws.DoctorReport.Check;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;

/** What may be done in the own folder, with a small object that is put, read and deleted again. */
final class FolderChecks {
    private static final byte[] BYTES =
            "Avatar Sync looked whether it may write here. This file may be deleted.".getBytes(StandardCharsets.UTF_8);

    private final AwsSettings settings;
    private final Session session;
    private final S3CloudStorage storage;
    private final Findings findings;
    private final String key;

    FolderChecks(AwsSettings settings, Session session, S3CloudStorage storage, Findings findings) {
        this.settings = settings;
        this.session = session;
        this.storage = storage;
        this.findings = findings;
        key = newKey(settings, session.identity());
    }

    /** A key like an avatar's, in the folder of an identity. */
    static String newKey(AwsSettings settings, String identity) {
        String random = UUID.randomUUID().toString().replace("-", "");
        AvatarId id = AvatarId.of(random.substring(0, 24), UUID.randomUUID().getLeastSignificantBits());
        return settings.keys().key(identity, id, Variant.ORIGINAL, "txt");
    }

    static void put(S3CloudStorage storage, Session session, String key) {
        storage.put(
                session,
                new CloudObject(key, "text/plain", BYTES.length, Sha256.hexOf(BYTES), Map.of()),
                Content.of(BYTES),
                sent -> {});
    }

    void run(Probe probe) {
        if (!put()) {
            for (Check check : new Check[] {Check.GET, Check.CDN, Check.DELETE}) {
                findings.ready(check, Check.PUT);
            }
            return;
        }
        get();
        new CdnCheck(settings, storage, probe, findings).run(session, key, BYTES);
        delete();
    }

    private boolean put() {
        try {
            put(storage, session, key);
            findings.ok(Check.PUT, key);
            return true;
        } catch (CloudStorageException e) {
            failed(Check.PUT, e, "s3:PutObject");
            return false;
        }
    }

    private void get() {
        try (InputStream in = storage.get(session, key)) {
            if (Arrays.equals(BYTES, in.readAllBytes())) {
                findings.ok(Check.GET, "the same bytes");
            } else {
                findings.failed(
                        Check.GET, "other bytes than were put", "look for a proxy that changes what passes through it");
            }
        } catch (CloudStorageException e) {
            failed(Check.GET, e, "s3:GetObject");
        } catch (IOException e) {
            findings.failed(Check.GET, "the answer broke off", "check the network, then run this again");
        }
    }

    private void delete() {
        try {
            storage.delete(session, key);
            findings.ok(Check.DELETE, "it is gone again");
        } catch (CloudStorageException e) {
            failed(Check.DELETE, e, "s3:DeleteObject");
        }
    }

    private void failed(Check check, CloudStorageException e, String right) {
        findings.failed(check, String.valueOf(e.getMessage()), remedy(e, right));
    }

    private String remedy(CloudStorageException e, String right) {
        String whole = "arn:aws:s3:::" + settings.read().bucket() + "/" + key;
        String folder = whole.substring(
                        0,
                        whole.lastIndexOf(session.identity())
                                + session.identity().length()) + "/*";
        if (e.kind() == Kind.PERMANENT) {
            return switch (e.reason()) {
                case ACCESS_DENIED ->
                    "allow " + right + " on " + folder + " in the role's policy; if it is allowed, look at the bucket's"
                            + " policy, at the key of its encryption, and whether it belongs to this account";
                case NO_SUCH_BUCKET -> "correct bucket and region in the settings";
                default -> "read what was answered; correct the settings or the bucket";
            };
        }
        return switch (e.kind()) {
            case SESSION -> "the credentials are refused: check the keys in the settings, and this machine's clock";
            case OFFLINE -> "check network and proxy";
            default -> "run this again; if it stays, read what was answered";
        };
    }
}
