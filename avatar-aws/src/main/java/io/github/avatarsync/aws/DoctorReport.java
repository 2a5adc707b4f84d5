package io.github.avatarsync.aws;

import jakarta.annotation.Nonnull;
import jakarta.annotation.Nullable;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What {@link AvatarDoctor} found: one finding for every check, in the order of {@link Check}. No secret, token or signature is in
 * it.
 *
 * @param findings one for each check
 */
public record DoctorReport(@Nonnull List<Finding> findings) {
    /** What is looked at. New checks may be added. */
    public enum Check {
        /** The settings are there and can be used. */
        SETTINGS("settings"),
        /** The names of the servers are known to the DNS. */
        DNS("DNS"),
        /** S3 answers, and nobody in its place. */
        CONNECTION("connection"),
        /** This machine's clock is that of S3. */
        CLOCK("clock"),
        /** The bucket exists. */
        BUCKET("bucket"),
        /** The bucket is in the configured region. */
        REGION("region"),
        /** There is an ID token of the owner, and it has not expired. */
        TOKEN("ID token"),
        /** The token is from the configured user pool and application client. */
        ISSUER("user pool"),
        /** The identity pool knows the user. */
        IDENTITY_POOL("identity pool"),
        /** There are credentials: the identity pool has a role, or the service has keys. */
        ROLE("role"),
        /** An object can be put into the own folder. */
        PUT("put"),
        /** It can be read. */
        GET("get"),
        /** The CDN serves it. */
        CDN("CDN"),
        /** It can be deleted. */
        DELETE("delete"),
        /** The folders of others are refused. */
        FOREIGN_FOLDER("foreign folder");

        private final String title;

        Check(String title) {
            this.title = title;
        }

        /**
         * What it is called in a report.
         *
         * @return a word or two
         */
        @Nonnull
        public String title() {
            return title;
        }
    }

    /** How a check ended. */
    public enum Verdict {
        /** As it should be. */
        OK,
        /** It works, and a person should know something. */
        WARNING,
        /** It does not work. */
        FAILED,
        /** It was not looked at; the finding says why. */
        SKIPPED
    }

    /**
     * The end of one check.
     *
     * @param check what was looked at
     * @param verdict how it ended
     * @param seen what was seen, or why it was skipped
     * @param remedy what a person can do; null if there is nothing to do
     */
    public record Finding(
            @Nonnull Check check,
            @Nonnull Verdict verdict,
            @Nonnull String seen,
            @Nullable String remedy) {
        @Override
        public String toString() {
            String line = String.format(Locale.ROOT, "%-8s %-15s %s", verdict, check.title(), seen);
            return remedy == null ? line : line + System.lineSeparator() + " ".repeat(25) + "-> " + remedy;
        }
    }

    /** Takes a copy of the findings. */
    public DoctorReport {
        findings = List.copyOf(findings);
    }

    /**
     * Whether nothing failed.
     *
     * @return true also if something was skipped or is worth a warning
     */
    public boolean healthy() {
        return failed().isEmpty();
    }

    /**
     * The checks that failed; all others that could not be made because of them are skipped.
     *
     * @return in their order; empty if all is well
     */
    @Nonnull
    public Set<Check> failed() {
        Set<Check> failed = EnumSet.noneOf(Check.class);
        findings.stream().filter(f -> f.verdict() == Verdict.FAILED).forEach(f -> failed.add(f.check()));
        return failed;
    }

    /**
     * The end of one check.
     *
     * @param check which
     * @return its finding
     */
    @Nonnull
    public Finding finding(@Nonnull Check check) {
        return findings.stream().filter(f -> f.check() == check).findFirst().orElseThrow();
    }

    /** For people: a line for every check, remedies under what failed, and a last line that sums up. */
    @Override
    public String toString() {
        String failed = failed().stream().map(Check::title).collect(Collectors.joining(", "));
        return findings.stream().map(f -> f + System.lineSeparator()).collect(Collectors.joining())
                + (healthy() ? "HEALTHY" : "FAILED: " + failed);
    }
}
