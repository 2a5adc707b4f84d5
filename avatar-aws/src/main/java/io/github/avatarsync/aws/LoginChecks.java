package io.github.avatarsync.aws;

import io.github.avatarsync.CredentialsException;
import io.github.avatarsync.CredentialsException.Kind;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Session;
import io.github.avatarsync.aws.DoctorReport.Check;
import jakarta.annotation.Nullable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** The way from an ID token to credentials: token, user pool, identity pool, role. */
final class LoginChecks {
    private static final Pattern ADDRESS = Pattern.compile("https://[A-Za-z0-9./_-]{1,200}");
    private static final String GET_THE_ID_TOKEN =
            "let the application's IdTokenSource return the ID token of the sign-in's answer (IdToken, id_token)";

    private final AwsSettings settings;
    private final OwnerId owner;
    private final IdTokenSource tokens;
    private final IdentityPool pool;
    private final String loginName;
    private final Clock clock;
    private final Findings findings;

    LoginChecks(
            AwsSettings settings,
            OwnerId owner,
            IdTokenSource tokens,
            CognitoCredentialsSource.Builder cognito,
            Clock clock,
            Findings findings) {
        this.settings = settings;
        this.owner = owner;
        this.tokens = tokens;
        this.pool = cognito.identityPool();
        this.loginName = cognito.login();
        this.clock = clock;
        this.findings = findings;
    }

    /** {@code skew} is how far the clock of AWS is ahead. */
    Optional<Session> run(Duration skew) {
        try (pool) {
            Login login = token(skew);
            if (findings.ready(Check.ISSUER, Check.TOKEN) && login != null) {
                issuer(login.claims());
            }
            String identity = null;
            if (findings.ready(Check.IDENTITY_POOL, Check.TOKEN, Check.ISSUER) && login != null) {
                identity = identity(login);
            }
            if (findings.ready(Check.ROLE, Check.IDENTITY_POOL) && login != null && identity != null) {
                return credentials(login, identity);
            }
            return Optional.empty();
        }
    }

    private @Nullable Login token(Duration skew) {
        Login login = read(false);
        if (login != null && left(login, skew).isNegative()) {
            login = read(true);
            if (login != null && left(login, skew).isNegative()) {
                findings.failed(
                        Check.TOKEN,
                        "expired " + ServerChecks.words(left(login, skew).negated())
                                + " ago by the clock of AWS, and when asked for a fresh one the application gave none",
                        "let the application's IdTokenSource refresh with the refresh token, or the user sign in again");
                return null;
            }
        }
        if (login != null) {
            findings.ok(
                    Check.TOKEN,
                    login.claims().expiresAt() == null
                            ? "there is one"
                            : "there is one, good for another " + ServerChecks.words(left(login, skew)));
        }
        return login;
    }

    private Duration left(Login login, Duration skew) {
        Instant end = login.claims().expiresAt();
        return end == null ? Duration.ZERO : Duration.between(clock.instant().plus(skew), end);
    }

    /** Null, with a finding, if there is none that could be used. */
    private @Nullable Login read(boolean fresh) {
        IdToken token;
        try {
            token = tokens.idToken(owner, fresh).orElse(null);
        } catch (RuntimeException e) {
            findings.failed(
                    Check.TOKEN,
                    "the application's IdTokenSource failed with "
                            + e.getClass().getSimpleName(),
                    "look at the application's log: the library waits and asks again");
            return null;
        }
        if (token == null) {
            findings.failed(
                    Check.TOKEN,
                    "nobody is signed in as " + owner,
                    "sign in, and let the application's IdTokenSource return the user's ID token; for main, set "
                            + AvatarDoctor.TOKEN);
            return null;
        }
        if (!token.owner().equals(owner)) {
            findings.failed(
                    Check.TOKEN,
                    "asked for " + owner + ", the application answers with the token of " + token.owner(),
                    "sign " + owner + " in, or let the IdTokenSource keep a token for every user");
            return null;
        }
        return understood(token);
    }

    private @Nullable Login understood(IdToken token) {
        try {
            return Login.of(
                    token, new CognitoErrors(settings.read().identityPool().orElseThrow()));
        } catch (CredentialsException e) {
            boolean access = e.kind() == Kind.SETUP;
            findings.failed(
                    Check.TOKEN,
                    access
                            ? "this is an access token"
                            : "this is no token: three parts with dots between, with issuer and subject",
                    GET_THE_ID_TOKEN);
            return null;
        }
    }

    private void issuer(IdTokenClaims claims) {
        String wanted = "https://" + loginName;
        Optional<String> client = settings.cognitoClientId();
        if (!claims.issuer().equals(wanted)) {
            String issuer = ADDRESS.matcher(claims.issuer()).matches() ? claims.issuer() : "somebody else";
            findings.failed(
                    Check.ISSUER,
                    "the token is from " + issuer + ", the settings expect " + wanted,
                    "correct the user pool id in the settings, or sign in to that user pool");
        } else if (client.isPresent() && !client.get().equals(claims.audience())) {
            findings.failed(
                    Check.ISSUER,
                    "the token was made for another application client than the settings name",
                    "sign in with that client, or correct the client id in the settings");
        } else {
            findings.ok(Check.ISSUER, "the token is from " + wanted);
        }
    }

    private @Nullable String identity(Login login) {
        try {
            String identity = pool.identity(owner, login.token());
            findings.ok(Check.IDENTITY_POOL, "knows the user as " + identity);
            return identity;
        } catch (CredentialsException e) {
            findings.failed(Check.IDENTITY_POOL, String.valueOf(e.getMessage()), remedyOfIdentity(e.kind()));
            return null;
        }
    }

    private String remedyOfIdentity(Kind kind) {
        return switch (kind) {
            case OFFLINE, TRANSIENT ->
                "check network and proxy, and " + SettingsReader.COGNITO_ENDPOINT + " if it is set";
            case THROTTLED -> "wait; ask AWS for a higher quota if this lasts";
            case SETUP ->
                "correct the identity pool id: it has to exist in "
                        + settings.read().cognitoRegion() + ", in this AWS account";
            default ->
                "add this user pool and the application client of the token to the identity pool's providers; else let the"
                        + " user sign in again";
        };
    }

    private Optional<Session> credentials(Login login, String identity) {
        try {
            Session session = pool.credentials(owner, identity, login.token());
            findings.ok(Check.ROLE, "there are credentials until " + session.expiresAt());
            return Optional.of(session);
        } catch (CredentialsException e) {
            findings.failed(
                    Check.ROLE,
                    String.valueOf(e.getMessage()),
                    e.kind() == Kind.OFFLINE || e.kind() == Kind.TRANSIENT
                            ? "check network and proxy"
                            : "give the identity pool a role for authenticated users; the role has to trust"
                                    + " cognito-identity.amazonaws.com with this pool's id as aud");
            return Optional.empty();
        }
    }
}
