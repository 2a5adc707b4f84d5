package io.github.avatarsync.aws;

import io.github.avatarsync.AvatarException;
import io.github.avatarsync.CredentialsException;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Session;
import io.github.avatarsync.aws.DoctorReport.Check;
import jakarta.annotation.Nonnull;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Answers "Access Denied", "no credentials" and "nothing is uploaded": goes the way of an avatar step by step, and says at each
 * what was seen and what a person can do.
 *
 * <p>It puts a small text file into the user's own folder, reads it, looks for it at the CDN and deletes it again; and tries to
 * write, read, delete and list where that has to be refused. What needs something that is not in order is skipped. Nothing in its
 * report is a secret, a token or a signature.
 *
 * <p>As a program it takes the settings from the environment (and from an {@code auth_config.yml} that is its argument), the ID
 * token from {@code AVATAR_ID_TOKEN}, prints the report, and ends with 0 if nothing failed, else with 1.
 */
public final class AvatarDoctor {
    /** The variable that {@link #main} reads an ID token from. */
    static final String TOKEN = "AVATAR_ID_TOKEN";

    private static final OwnerId SELF = OwnerId.of("avatar-doctor");
    private static final int CONNECTIONS = 4;
    private static final Duration SILENCE = Duration.ofSeconds(15);

    private final Clock clock;
    private final ServerChecks.Resolver dns;

    AvatarDoctor(Clock clock, ServerChecks.Resolver dns) {
        this.clock = clock;
        this.dns = dns;
    }

    private static AvatarDoctor standard() {
        return new AvatarDoctor(Clock.systemUTC(), InetAddress::getByName);
    }

    /**
     * Examines as the program does.
     *
     * @param args the path of an {@code auth_config.yml}, or nothing
     */
    public static void main(@Nonnull String[] args) {
        Optional<Path> authConfig = args.length == 0 ? Optional.empty() : Optional.of(Path.of(args[0]));
        DoctorReport report = standard().examine(System.getenv(), authConfig);
        System.out.println(report);
        System.exit(report.healthy() ? 0 : 1);
    }

    /**
     * Examines what a user who is signed in may do. Blocks for seconds, at worst for some minutes.
     *
     * @param settings with an identity pool
     * @param owner a user
     * @param tokens the application's ID tokens
     * @return a finding for every check
     * @throws IllegalStateException if no identity pool is set
     */
    @Nonnull
    public static DoctorReport examine(
            @Nonnull AwsSettings settings, @Nonnull OwnerId owner, @Nonnull IdTokenSource tokens) {
        return standard().ofUser(settings, owner, tokens);
    }

    /**
     * Examines what a service may do for an owner. Blocks for seconds, at worst for some minutes.
     *
     * @param settings where the bucket is
     * @param owner any owner
     * @param service the service's credentials
     * @return a finding for every check; those of sign-in and of foreign folders are skipped
     */
    @Nonnull
    public static DoctorReport examine(
            @Nonnull AwsSettings settings, @Nonnull OwnerId owner, @Nonnull ServiceCredentialsSource service) {
        return standard().ofService(settings, owner, service);
    }

    /** From variables to a report, whatever is wrong with them. */
    DoctorReport examine(Map<String, String> variables, Optional<Path> authConfig) {
        Optional<AwsSettings> settings;
        try {
            settings = authConfig.isPresent()
                    ? AwsSettings.from(variables, authConfig.get())
                    : AwsSettings.from(variables);
        } catch (AvatarException e) {
            return withoutSettings(
                    String.valueOf(e.getMessage()), "correct the variables, or the file, that are named here");
        }
        if (settings.isEmpty()) {
            return withoutSettings(
                    "none is set: avatars stay on this machine",
                    "set " + SettingsReader.BUCKET + ", " + SettingsReader.REGION + " and, for users who sign in, the"
                            + " AVATAR_COGNITO_ variables");
        }
        if (!settings.get().usesCognito()) {
            return ofService(settings.get(), SELF, settings.get().service(OwnerId::value));
        }
        String token = variables.getOrDefault(TOKEN, "").trim();
        return ofUser(
                settings.get(),
                SELF,
                (owner, fresh) -> token.isEmpty() ? Optional.empty() : Optional.of(new IdToken(owner, token)));
    }

    private static DoctorReport withoutSettings(String seen, String remedy) {
        Findings findings = new Findings();
        findings.failed(Check.SETTINGS, seen, remedy);
        for (Check check : Check.values()) {
            if (check != Check.SETTINGS) {
                findings.ready(check, Check.SETTINGS);
            }
        }
        return findings.report();
    }

    DoctorReport ofUser(AwsSettings settings, OwnerId owner, IdTokenSource tokens) {
        Findings findings = new Findings();
        CognitoCredentialsSource.Builder cognito =
                settings.cognitoBuilder(tokens).clock(clock);
        LoginChecks login = new LoginChecks(settings, owner, tokens, cognito, clock, findings);
        return examined(settings, findings, login::run);
    }

    DoctorReport ofService(AwsSettings settings, OwnerId owner, ServiceCredentialsSource service) {
        Findings findings = new Findings();
        for (Check check : new Check[] {Check.TOKEN, Check.ISSUER, Check.IDENTITY_POOL}) {
            findings.skipped(check, "a service speaks for its users: nobody signs in");
        }
        return examined(settings, findings, skew -> keys(owner, service, findings));
    }

    private static Optional<Session> keys(OwnerId owner, ServiceCredentialsSource service, Findings findings) {
        try {
            Session session = service.session(owner, null);
            findings.ok(Check.ROLE, "the service has credentials");
            findings.skipped(Check.FOREIGN_FOLDER, "a service may reach the folders of all its users");
            return Optional.of(session);
        } catch (CredentialsException e) {
            findings.failed(
                    Check.ROLE,
                    String.valueOf(e.getMessage()),
                    "set " + SettingsReader.ACCESS_KEY + " and " + SettingsReader.SECRET_KEY
                            + ", or give this machine a role");
            return Optional.empty();
        }
    }

    /** {@code login} gets credentials, knowing how far the clock of AWS is ahead. */
    private DoctorReport examined(
            AwsSettings settings, Findings findings, Function<Duration, Optional<Session>> login) {
        findings.ok(Check.SETTINGS, settings.toString());
        try (Connections connections = new Connections(1, CONNECTIONS, SILENCE)) {
            Probe probe = new Probe(connections.http());
            Duration skew = new ServerChecks(new Servers(settings.read()), probe, dns, clock, findings).run();
            Session session = login.apply(skew).orElse(null);
            boolean reachable = findings.ready(Check.PUT, Check.CONNECTION, Check.BUCKET, Check.REGION, Check.ROLE);
            if (reachable && session != null) {
                inFolder(settings, session, findings, connections, probe);
            } else {
                for (Check check : new Check[] {Check.GET, Check.CDN, Check.DELETE, Check.FOREIGN_FOLDER}) {
                    findings.ready(check, Check.CONNECTION, Check.BUCKET, Check.REGION, Check.ROLE);
                }
            }
        }
        return findings.report();
    }

    private void inFolder(
            AwsSettings settings, Session session, Findings findings, Connections connections, Probe probe) {
        try (S3CloudStorage storage = settings.storageBuilder().clock(clock).build()) {
            new FolderChecks(settings, session, storage, findings).run(probe);
            if (session.authority().startsWith("cognito:")) {
                new ForeignFolderCheck(settings, session, storage).run(connections.http(), findings);
            }
        }
    }
}
