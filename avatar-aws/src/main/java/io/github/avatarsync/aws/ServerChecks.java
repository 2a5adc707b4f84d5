package io.github.avatarsync.aws;

import io.github.avatarsync.aws.DoctorReport.Check;
import jakarta.annotation.Nullable;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Whether the servers are there, what time they have, and what S3 tells a stranger about the bucket. */
final class ServerChecks {
    /** S3 refuses 15 minutes, and addresses signed here are off by as much. */
    private static final Duration MOST_SKEW = Duration.ofMinutes(5);

    private final Servers servers;
    private final SettingsReader read;
    private final Probe probe;
    private final Resolver dns;
    private final Clock clock;
    private final Findings findings;
    private Duration skew = Duration.ZERO;

    /** Asks the DNS for a name. */
    @FunctionalInterface
    interface Resolver {
        void resolve(String host) throws UnknownHostException;
    }

    ServerChecks(Servers servers, Probe probe, Resolver dns, Clock clock, Findings findings) {
        this.servers = servers;
        this.read = servers.read();
        this.probe = probe;
        this.dns = dns;
        this.clock = clock;
        this.findings = findings;
    }

    /** How far S3's clock is ahead of this machine's; zero if that is not known. */
    Duration run() {
        names();
        connection();
        return skew;
    }

    private void names() {
        List<String> unknown = new ArrayList<>();
        for (String host : servers.hosts()) {
            try {
                dns.resolve(host);
            } catch (UnknownHostException e) {
                unknown.add(host);
            }
        }
        if (unknown.isEmpty()) {
            findings.ok(Check.DNS, "knows " + String.join(", ", servers.hosts()));
        } else {
            findings.failed(
                    Check.DNS,
                    "does not know " + String.join(", ", unknown),
                    "check the network, its name server, and the region and endpoint in the settings");
        }
    }

    private void connection() {
        if (!findings.ready(Check.CONNECTION, Check.DNS)) {
            answered(null);
            return;
        }
        try {
            Probe.Answer answer = probe.head(servers.bucket());
            if (answer.header("x-amz-request-id").isEmpty()) {
                findings.failed(
                        Check.CONNECTION,
                        "what answers at " + servers.bucket().getAuthority() + " is not S3: HTTP " + answer.status()
                                + " without a request id",
                        "sign in to the network (hotel, company), or set the proxy of this JVM (-Dhttps.proxyHost)");
                answered(null);
            } else {
                findings.ok(
                        Check.CONNECTION, "S3 answers at " + servers.bucket().getAuthority());
                answered(answer);
            }
        } catch (IOException e) {
            findings.failed(
                    Check.CONNECTION,
                    "nobody answers at " + servers.bucket().getAuthority() + ": " + why(e),
                    "check network, firewall and proxy, and " + SettingsReader.ENDPOINT + " if it is set");
            answered(null);
        }
    }

    /** The names of the exceptions say more than their words, and quote nothing. */
    private static String why(IOException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return cause.getClass().getSimpleName();
    }

    private void answered(@Nullable Probe.Answer answer) {
        if (findings.ready(Check.CLOCK, Check.CONNECTION) && answer != null) {
            clock(answer);
        }
        if (findings.ready(Check.BUCKET, Check.CONNECTION) && answer != null) {
            bucket(answer);
        }
        if (findings.ready(Check.REGION, Check.CONNECTION, Check.BUCKET) && answer != null) {
            region(answer);
        }
    }

    private void clock(Probe.Answer answer) {
        Instant theirs = HttpDate.of(answer.head()).orElse(null);
        if (theirs == null) {
            findings.skipped(Check.CLOCK, "the answer has no date");
            return;
        }
        skew = Duration.between(clock.instant(), theirs);
        if (skew.abs().compareTo(MOST_SKEW) > 0) {
            findings.failed(
                    Check.CLOCK,
                    "this machine's clock is " + words(skew.abs()) + (skew.isNegative() ? " ahead of" : " behind")
                            + " that of S3",
                    "set the clock (NTP); until then S3 refuses every first request and signed addresses do not work");
        } else {
            findings.ok(Check.CLOCK, "within " + Math.max(1, skew.abs().toSeconds()) + " s of that of S3");
        }
    }

    static String words(Duration time) {
        return time.toHours() >= 2
                ? time.toHours() + " h"
                : time.toMinutes() >= 2 ? time.toMinutes() + " min" : time.toSeconds() + " s";
    }

    private void bucket(Probe.Answer answer) {
        switch (answer.status()) {
            case 404 ->
                findings.failed(
                        Check.BUCKET,
                        "there is no bucket " + read.bucket(),
                        "create it, or correct " + SettingsReader.BUCKET);
            case 200 ->
                findings.warning(
                        Check.BUCKET,
                        read.bucket() + " exists, and everybody may list it",
                        "block public access to the bucket");
            default -> findings.ok(Check.BUCKET, read.bucket() + " exists, and tells a stranger nothing");
        }
    }

    private void region(Probe.Answer answer) {
        String region = answer.header("x-amz-bucket-region");
        if (region.isEmpty()) {
            findings.warning(
                    Check.REGION,
                    "the store does not say where the bucket is",
                    "nothing, if this is not AWS but a store that speaks S3");
        } else if (region.equals(read.region())) {
            findings.ok(Check.REGION, "the bucket is in " + region);
        } else {
            findings.failed(
                    Check.REGION,
                    "the bucket is in " + (region.matches("[a-z0-9-]{1,30}") ? region : "another region")
                            + ", the settings say " + read.region(),
                    "correct " + SettingsReader.REGION);
        }
    }
}
