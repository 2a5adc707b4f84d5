package io.github.avatarsync.aws;

import io.github.avatarsync.AvatarUrl;
import io.github.avatarsync.Session;
import io.github.avatarsync.aws.DoctorReport.Check;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;

/** Whether the CDN serves what is in the bucket. */
final class CdnCheck {
    private final AwsSettings settings;
    private final S3CloudStorage storage;
    private final Probe probe;
    private final Findings findings;

    CdnCheck(AwsSettings settings, S3CloudStorage storage, Probe probe, Findings findings) {
        this.settings = settings;
        this.storage = storage;
        this.probe = probe;
        this.findings = findings;
    }

    void run(Session session, String key, byte[] bytes) {
        if (settings.read().cdn().isEmpty()) {
            findings.skipped(Check.CDN, "none is configured: addresses are signed and live for an hour");
            return;
        }
        URI address = storage.url(session, key).map(AvatarUrl::uri).orElseThrow();
        // Never the query, which may be a signature.
        String where = address.getAuthority() + address.getRawPath();
        try {
            compare(probe.get(address), where, bytes);
        } catch (IOException e) {
            findings.failed(
                    Check.CDN,
                    "nobody answers at " + address.getAuthority(),
                    "correct " + SettingsReader.CDN + ", or wait until the distribution is deployed");
        }
    }

    private void compare(Probe.Answer answer, String where, byte[] bytes) {
        int status = answer.status();
        if (status == 200 && Arrays.equals(bytes, answer.body())) {
            findings.ok(Check.CDN, "serves " + where);
        } else if (status == 200) {
            findings.failed(
                    Check.CDN,
                    "answers with something else at " + where,
                    "let the distribution pass errors through instead of a page of its own, and check its origin");
        } else {
            findings.failed(Check.CDN, "HTTP " + status + " at " + where, remedy(status));
        }
    }

    private static String remedy(int status) {
        return switch (status) {
            case 401, 403 ->
                "let the bucket's policy allow s3:GetObject to the distribution (origin access control); if the distribution asks"
                        + " for signed addresses, set " + SettingsReader.CDN_KEY_PAIR + " to a key that it trusts";
            case 404 -> "let the distribution's origin be this bucket, without an origin path";
            case 301, 302, 307, 308 -> "let the distribution's origin be the bucket's regional domain name";
            default -> "look at the distribution's error log";
        };
    }
}
